include(${CMAKE_CURRENT_LIST_DIR}/h1-targets.cmake)
