#ifndef H1_H
#define H1_H

/* The wire layer of HTTP/1.1: RFC 9112, and what it needs of RFC 9110. */

#include "h1/base.h"
#include "h1/chunked.h"
#include "h1/cursor.h"
#include "h1/error.h"
#include "h1/field.h"
#include "h1/framing.h"
#include "h1/known.h"
#include "h1/lenient.h"
#include "h1/limits.h"
#include "h1/list.h"
#include "h1/octet.h"
#include "h1/reader.h"
#include "h1/scan.h"
#include "h1/target.h"
#include "h1/writer.h"

#endif
