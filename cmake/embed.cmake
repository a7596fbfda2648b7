# Files that become part of a program.
#
# As a module: embed(SOURCES PREFIX FILE...) sets SOURCES to a list of C files
# made of the FILEs, for add_library() or add_executable(). The octets of
# page/base.css with the PREFIX page_ are, in C:
#
#	extern const unsigned char page_base_css[];	a NUL behind them
#	extern const size_t page_base_css_len;		without it
#
# As a script it makes one of them: cmake -DINPUT= -DOUTPUT= -DNAME= -P embed.cmake
if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
	file(READ ${INPUT} octets HEX)
	string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," octets "${octets}")
	file(WRITE ${OUTPUT}
		"#include <stddef.h>\n\n"
		"extern const unsigned char ${NAME}[];\n"
		"extern const size_t ${NAME}_len;\n\n"
		"const unsigned char ${NAME}[] = {${octets}0};\n"
		"const size_t ${NAME}_len = sizeof(${NAME}) - 1;\n")
	return()
endif()

set(EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(embed sources prefix)
	set(made)
	foreach(file ${ARGN})
		get_filename_component(input ${file} ABSOLUTE)
		get_filename_component(name ${file} NAME)
		string(MAKE_C_IDENTIFIER ${prefix}${name} name)
		set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded/${name}.c)
		add_custom_command(OUTPUT ${output}
			COMMAND ${CMAKE_COMMAND} -DINPUT=${input}
				-DOUTPUT=${output} -DNAME=${name}
				-P ${EMBED_SCRIPT}
			DEPENDS ${input} ${EMBED_SCRIPT}
			VERBATIM)
		list(APPEND made ${output})
	endforeach()
	set(${sources} ${made} PARENT_SCOPE)
endfunction()
