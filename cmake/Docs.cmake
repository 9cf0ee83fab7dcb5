# Pages on the dialect and on the passes, from their records: `ninja covector-docs`
# writes them to docs/ in the build folder.
set(docs ${CMAKE_BINARY_DIR}/docs)
set(page_commands)
foreach(page "array-dialect dialects/array/ArrayOps.td -gen-dialect-doc -dialect=array"
        "passes passes/Passes.td -gen-pass-doc" "lowering-passes passes/lowering/Passes.td -gen-pass-doc")
  separate_arguments(page)
  list(POP_FRONT page name records)
  list(APPEND page_commands COMMAND ${MLIR_TABLEGEN_EXE} ${page} ${CMAKE_SOURCE_DIR}/${records}
    -I ${CMAKE_SOURCE_DIR} -I ${MLIR_INCLUDE_DIRS} -o ${docs}/${name}.md)
endforeach()
add_custom_target(covector-docs COMMAND ${CMAKE_COMMAND} -E make_directory ${docs} ${page_commands}
  COMMENT "Writing the pages of the dialect and the passes to ${docs}")
