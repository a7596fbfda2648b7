# Makes a C file of another file: cmake -DINPUT= -DOUTPUT= -DNAME= -P embed.cmake
file(READ ${INPUT} octets HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," octets "${octets}")
file(WRITE ${OUTPUT}
	"#include \"coverage/page.h\"\n\n"
	"const unsigned char ${NAME}[] = {${octets}};\n"
	"const size_t ${NAME}_len = sizeof(${NAME});\n")
