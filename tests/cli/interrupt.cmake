# Ctrl-C during a drill: exit status 130, and a result that is marked partial.
# --foreground: without it timeout signals its whole group as well, and a second Ctrl-C quits at once.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${TMP}")
file(MAKE_DIRECTORY "${TMP}")
execute_process(COMMAND timeout --foreground --preserve-status --signal=INT --kill-after=60 1 "${CORDON}" drill --estate ../../estates/example-trust
                        --threat ../../estates/example-trust/rehearsal.toml --replicas 100000 --json "${TMP}/result.json"
                OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr RESULT_VARIABLE status)
if(NOT status EQUAL 130)
  message(FATAL_ERROR "the exit status was ${status}, not 130\n${stdout}\n${stderr}")
endif()
if(NOT stdout MATCHES "PARTIAL")
  message(FATAL_ERROR "the table does not say that the result is partial\n${stdout}")
endif()
file(READ "${TMP}/result.json" json)
string(JSON partial GET "${json}" partial)
string(JSON replicas GET "${json}" replicas)
string(JSON asked GET "${json}" replicas_asked)
if(NOT partial OR NOT replicas LESS asked OR replicas LESS 1)
  message(FATAL_ERROR "partial is ${partial}, replicas ${replicas} of ${asked}")
endif()
