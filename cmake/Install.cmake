# What a wheel holds besides the Python files: the library, the extension modules
# (see their own CMakeLists) and covector-opt beside the interpreter.
install(TARGETS Covector LIBRARY DESTINATION covector)
if(SKBUILD_SCRIPTS_DIR AND TARGET covector-opt)
  find_package(Python 3.11 REQUIRED COMPONENTS Interpreter)
  # From bin/ to the library in the package.
  set(python lib/python${Python_VERSION_MAJOR}.${Python_VERSION_MINOR})
  set_target_properties(covector-opt PROPERTIES
    INSTALL_RPATH "$ORIGIN/../${python}/site-packages/covector;$ORIGIN/../${python}/dist-packages/covector")
  install(TARGETS covector-opt RUNTIME DESTINATION ${SKBUILD_SCRIPTS_DIR})
endif()
