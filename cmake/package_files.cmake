# Makes of what was installed for a package what the package should hold. Debian
# wants manual pages and changelogs compressed, and has the completion of zsh in a
# folder of its own.
if(CPACK_GENERATOR STREQUAL "DEB")
	set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share)
	file(RENAME ${share}/zsh/site-functions ${share}/zsh/vendor-completions)
	file(GLOB_RECURSE files ${share}/man/*.[1-8] ${share}/doc/*/changelog)
	execute_process(COMMAND gzip -9n ${files} COMMAND_ERROR_IS_FATAL ANY)
endif()
