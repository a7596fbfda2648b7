#ifndef HTTP_FORM_HEAD_H
#define HTTP_FORM_HEAD_H

/* The head of a part of a form: for form.c. */

#include "http/form.h"

/*
 * Reads form->head, which begins and ends with a line end, into name, file_name
 * and type. False if it is no head of a part.
 */
bool http_form_head_read(struct http_form *form);

#endif
