# The same bytes from a plain run and from 1, 2 and 3 ranks, for both stopping rules; bad input ends all ranks.
cmake_minimum_required(VERSION 3.25)
if(NOT MPIRUN)
  message("SKIPPED: built without Open MPI")
  return()
endif()
file(REMOVE_RECURSE "${TMP}")
file(MAKE_DIRECTORY "${TMP}")
set(ENV{OMPI_MCA_btl_vader_single_copy_mechanism} none)  # containers forbid it
set(ENV{OMPI_MCA_rmaps_base_oversubscribe} 1)
set(mpirun "${MPIRUN}" --oversubscribe --allow-run-as-root -n)
set(estate ../../estates/example-trust)
set(drill "${CORDON}" drill --estate ${estate} --threat ../../threats/notpetya-2017.toml)

function(compare name)
  execute_process(COMMAND ${drill} ${ARGN} --threads 1 --json "${TMP}/${name}.json" OUTPUT_VARIABLE table
                  COMMAND_ERROR_IS_FATAL ANY)
  foreach(ranks 1 2 3)
    execute_process(COMMAND ${mpirun} ${ranks} ${drill} ${ARGN} --threads 2 --json "${TMP}/${name}${ranks}.json"
                    OUTPUT_VARIABLE ranks_table ERROR_VARIABLE stderr RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
      message(FATAL_ERROR "${ranks} ranks ended with ${status}:\n${stderr}\n${ranks_table}")
    endif()
    execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files "${TMP}/${name}.json" "${TMP}/${name}${ranks}.json"
                    COMMAND_ERROR_IS_FATAL ANY)
    if(NOT table STREQUAL ranks_table)
      message(FATAL_ERROR "${ranks} ranks print another table:\n${ranks_table}")
    endif()
  endforeach()
endfunction()
compare(number --defence ${estate}/defence.toml --replicas 250)
compare(until --until-error "organisations_infected(sector=trust)=8%")

execute_process(COMMAND ${mpirun} 2 "${CORDON}" drill --estate shared/broken --threat shared/certain.toml
                RESULT_VARIABLE status OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr TIMEOUT 60)
if(NOT status EQUAL 2 OR NOT stderr MATCHES "3 problems")
  message(FATAL_ERROR "bad input with two ranks: status ${status}\n${stderr}")
endif()
