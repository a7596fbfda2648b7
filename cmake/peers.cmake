# Other readers of HTTP/1.1 that packages bring (scripts/setup), to be compared with.
# PEERS_FOUND: all of them are here.
set(LLHTTP_INCLUDE /usr/share/include/llhttp)
set(LLHTTP_SOURCES)
foreach(part llhttp api http)
	list(APPEND LLHTTP_SOURCES /usr/share/llhttp/${part}.c)
endforeach()
# Without the macro llhttp means loose.
set(LLHTTP_OPTIONS -DLLHTTP_STRICT_MODE=1)
find_library(HTTP_PARSER_LIBRARY http_parser)
find_library(H2O_LIBRARY h2o-evloop)
set(PEERS_FOUND FALSE)
if(EXISTS /usr/share/llhttp/llhttp.c AND HTTP_PARSER_LIBRARY AND H2O_LIBRARY)
	set(PEERS_FOUND TRUE)
endif()
