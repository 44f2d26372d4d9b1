# What is installed, and the Debian package of it: `./dev package`. The preset "package" is built without -march=native,
# or the program would stop with "illegal instruction" on an older machine than the one that built it.
include(GNUInstallDirs)
set(doc ${CMAKE_INSTALL_DATADIR}/doc/cordon)
set(share ${CMAKE_INSTALL_DATADIR}/cordon)

# Manual pages and completions are what the program itself says of its options.
set(made ${CMAKE_BINARY_DIR}/made)
file(MAKE_DIRECTORY ${made})
add_custom_command(
  OUTPUT ${made}/stamp
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${made}/man1
  COMMAND $<TARGET_FILE:cordon> manual ${made}/man1
  COMMAND sh -c "gzip -9n man1/*.1"
  COMMAND $<TARGET_FILE:cordon> completion bash > ${made}/cordon.bash
  COMMAND $<TARGET_FILE:cordon> completion fish > ${made}/cordon.fish
  COMMAND ${CMAKE_COMMAND} -E touch ${made}/stamp
  DEPENDS cordon WORKING_DIRECTORY ${made} COMMENT "Making manual pages and completions" VERBATIM)
add_custom_target(made ALL DEPENDS ${made}/stamp)

# The NHS of 2017 as cordon reads it, not only the program that builds it.
add_custom_command(
  OUTPUT ${made}/nhs-england-2017/datapackage.json
  COMMAND build_nhs ${CMAKE_SOURCE_DIR}/estates/nhs-england-2017 ${made}/nhs-england-2017
  DEPENDS build_nhs COMMENT "Building the estate of the NHS of 2017" VERBATIM)
add_custom_target(made_nhs ALL DEPENDS ${made}/nhs-england-2017/datapackage.json)

install(TARGETS cordon)
install(DIRECTORY ${made}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR})
install(FILES ${made}/cordon.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME cordon)
install(FILES ${made}/cordon.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(DIRECTORY estates/example-trust estates/code-red-2001 ${made}/nhs-england-2017 DESTINATION ${share}/estates)
install(FILES estates/nhs-england-2017/defence.toml estates/nhs-england-2017/free.toml
        estates/nhs-england-2017/targets.toml DESTINATION ${share}/estates/nhs-england-2017)
install(DIRECTORY threats DESTINATION ${share})
install(FILES README.md CHANGELOG.md DESTINATION ${doc})
install(DIRECTORY docs DESTINATION ${doc})

# Whose work is inside the program: header-only libraries from Debian, packages from npm.
install(FILES cmake/package/copyright NOTICE DESTINATION ${doc})
foreach(library libcli11-dev nlohmann-json3-dev libtomlplusplus-dev libexpected-dev librandom123-dev)
  install(FILES /usr/share/doc/${library}/copyright DESTINATION ${doc}/licences RENAME ${library})
endforeach()
install(DIRECTORY ${CMAKE_BINARY_DIR}/src/show/web/node_modules/ DESTINATION ${doc}/licences/npm
        FILES_MATCHING PATTERN "LICENSE*" PATTERN "typescript" EXCLUDE PATTERN "*esbuild*" EXCLUDE)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "the Cordon authors <cordon@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "simulate cyber outbreaks over many organisations, for their defenders")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Cordon simulates how far an outbreak would go in an estate of organisations,
and which of their services it would take down, with intervals. It holds
no exploit, sends nothing and probes no network: a threat is a table of
rates and delays. Example estates and threats are in /usr/share/cordon.")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "openmpi-bin")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
include(CPack)
