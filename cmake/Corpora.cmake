# Corpora: public files for tests and benchmarks over real data, unpacked once into the build folder when they lie beside
# the project. Without them what needs them is skipped, and says so.
function(cordon_corpora)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/corpora)
  foreach(corpus ${ARGN})
    set(packed ${CMAKE_SOURCE_DIR}/../shared/data/${corpus}.tar.xz)
    if(EXISTS ${packed} AND NOT EXISTS ${CMAKE_BINARY_DIR}/corpora/${corpus})
      message(STATUS "Unpacking the corpus ${corpus}")
      file(ARCHIVE_EXTRACT INPUT ${packed} DESTINATION ${CMAKE_BINARY_DIR}/corpora)
    endif()
  endforeach()
endfunction()
