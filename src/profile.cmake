# A release is laid out by a profile: GCC builds the sources with counters first, in a build of their own, that program
# scans the fixtures, and its counts say which branches are taken, what to inline, and what to move out of the way. What
# the fixtures do not run is optimised as it would be without a profile. A scan takes an eighth less time for it; the build
# takes twice as long. No build fails for want of a profile, or for one that does not fit: it is slower then, no more.

# Counts are kept under the names of the objects below their build's folder, which are the same in both builds.
check_c_compiler_flag("-fprofile-prefix-path=\"${CMAKE_BINARY_DIR}\"" takes_profile)
if(NOT takes_profile OR NOT EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/fixtures)
  return()
endif()

set(profile ${CMAKE_BINARY_DIR}/profile)
set(flags "-fprofile-generate -fprofile-update=atomic -fprofile-dir=\"${profile}/counts\"")
string(APPEND flags " -fprofile-prefix-path=\"${profile}/build\"")
string(STRIP "${CMAKE_C_FLAGS} ${flags}" flags)

# An article is mostly words, and the fixtures are short: each stands behind a long paragraph once more.
string(REPEAT "The council heard on Tuesday what the new mole would cost the harbour, and put it off. " 15 paragraph)
file(GLOB_RECURSE fixtures ${CMAKE_CURRENT_SOURCE_DIR}/fixtures/input.txt)
foreach(fixture IN LISTS fixtures)
  file(READ ${fixture} words)
  string(APPEND articles "${paragraph}\n\n${words}\n\n")
endforeach()
file(WRITE ${profile}/articles.txt "${articles}")

string(REPLACE ";" "$<SEMICOLON>" prefixes "${CMAKE_PREFIX_PATH}")
set(build ${CMAKE_COMMAND} --build ${profile}/build --target landfall_command)
if(CMAKE_GENERATOR STREQUAL "Unix Makefiles") # which shares its jobs with a make that it knows
  set(build $(MAKE) -C ${profile}/build landfall_command)
endif()
# A profile of other flags is of no use.
file(CONFIGURE OUTPUT ${profile}/flags CONTENT "${CMAKE_C_COMPILER} ${CMAKE_C_COMPILER_VERSION} ${flags}\n")
file(GLOB_RECURSE counted CONFIGURE_DEPENDS src/*.c src/*.h src/*.inc include/*.h)
add_custom_command(OUTPUT ${profile}/taken VERBATIM USES_TERMINAL COMMENT "Taking the profile of a scan"
  COMMAND ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_SOURCE_DIR} -B ${profile}/build -G ${CMAKE_GENERATOR}
          -D CMAKE_MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM} -D CMAKE_C_COMPILER=${CMAKE_C_COMPILER} -D CMAKE_C_FLAGS=${flags}
          -D CMAKE_PREFIX_PATH=${prefixes} -D CMAKE_BUILD_TYPE=Release -D CMAKE_INTERPROCEDURAL_OPTIMIZATION_RELEASE=OFF
          -D LANDFALL_PROFILE=OFF -D BUILD_TESTING=OFF
          && ${build} && ${CMAKE_COMMAND} -E rm -rf ${profile}/counts
          && ${profile}/build/landfall scan ${CMAKE_CURRENT_SOURCE_DIR}/fixtures ${profile}/articles.txt
          > ${profile}/scanned
          || ${CMAKE_COMMAND} -E echo "No profile could be taken: the program will be the same, and slower"
  COMMAND ${CMAKE_COMMAND} -E touch ${profile}/taken
  DEPENDS ${counted} ${profile}/flags)
add_custom_target(landfall_profile DEPENDS ${profile}/taken)

foreach(target landfall_objects landfall_cli)
  add_dependencies(${target} landfall_profile)
  target_compile_options(${target} PRIVATE -fprofile-use=${profile}/counts -fprofile-prefix-path=${CMAKE_BINARY_DIR}
                         -fprofile-partial-training -fprofile-correction -Wno-missing-profile
                         -Wno-error=coverage-mismatch)
endforeach()
