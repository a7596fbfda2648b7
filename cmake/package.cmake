# What `cpack` makes of an installation: a Debian package and a tar archive. Both
# are meant to be built with the preset `package`, whose programs need nothing but
# the C library.
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME assay)
set(CPACK_PACKAGE_VENDOR "The Assay authors")
set(CPACK_PACKAGE_CONTACT "The Assay authors <assay@example.org>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CHECKSUM SHA256)
string(TOLOWER ${CMAKE_SYSTEM_NAME} system)
set(CPACK_SYSTEM_NAME ${system}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
# One package has all components; `cmake --install --component` takes them apart.
set(CPACK_MONOLITHIC_INSTALL ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/package_files.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS
	"netcat-openbsd, openssl, python3, python3-pytest")
set(CPACK_PACKAGE_DESCRIPTION
"Assay replays cases that are derived from RFC 9110 and RFC 9112 against an
HTTP server, octet by octet, and tells which requirements it breaks, each
with the octets that went over the wire and a way to see it again.
.
The package has the program assay with its cases built in, the strict
reference server h1d and client h1c, the parser h1parse, and the library
libh1 that they are made of.")

include(CPack)
