# Read behind project() by build.sh: programs are to run where no library of ours
# is installed, and engines are C++, so that the C++ compiler links.
set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
set(CMAKE_C_LINK_EXECUTABLE "$ENV{CXX} $ENV{CXXFLAGS} -Wl,--as-needed\
 <LINK_FLAGS> <OBJECTS> -o <TARGET> <LINK_LIBRARIES> -lpthread -ldl -lm")
