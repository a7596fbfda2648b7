# Makes of what was installed for a package what the package should hold: Debian
# wants its manual pages and changelog compressed.
if(CPACK_GENERATOR STREQUAL "DEB")
	file(GLOB_RECURSE files
		${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share/man/*.[1-8]
		${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share/doc/*/changelog)
	if(files)
		execute_process(COMMAND gzip -9n ${files}
			COMMAND_ERROR_IS_FATAL ANY)
	endif()
endif()
