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

# Pages are mostly navigation and teasers, and the fixtures are little of them: a few as large as those of news sites.
foreach(n RANGE 1 6)
  string(REPEAT "<meta property=\"og:title\" content=\"The mole\">\n<link rel=\"preload\" as=\"script\" href=\"/js/${n}.js\">\n" 20 head)
  string(REPEAT ".teaser-${n}{margin:0 ${n}px;display:flex}" 200 style)
  string(REPEAT "{\"id\":\"${n}\",\"title\":\"The mole\",\"url\":\"harbour-council-mole\"}," 300 state)
  string(REPEAT "<li class=\"nav__item nav__item--${n}\" data-track=\"nav-${n}\"><a class=\"nav__link\" \
href=\"/politics/harbour-council-mole\"><span>The harbour</span></a></li>\n" 60 items)
  string(REPEAT "<p class=\"article__text css-${n}f2c\">${paragraph} <a href=\"https://news.example/world/${n}\" rel=\"noopener\">The \
mole</a> and <em>the</em> council.</p>\n" 20 text)
  string(REPEAT "<div class=\"card card--${n}\" data-id=\"${n}00\"><a class=\"card__link\" \
href=\"https://news.example/sport/${n}/ferry-late-again?ref=home&amp;pos=${n}\"><picture><source srcset=\"/i/${n}.webp 320w\">\
<img loading=\"lazy\" alt=\"The ferry\" src=\"/i/${n}.jpg\"></picture><h3 class=\"card__title\">The ferry is late</h3></a></div>\n"
         70 cards)
  file(WRITE ${profile}/pages/${n}.html "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<title>The mole</title>\n${head}<style>${style}</style>\n<script>var state=[${state}]</script>\n</head>\n<body>\n\
<nav><ul>\n${items}</ul></nav>\n<article>\n${text}</article>\n<aside>\n${cards}</aside>\n</body>\n</html>\n")
endforeach()

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
          && ${profile}/build/landfall scan ${CMAKE_CURRENT_SOURCE_DIR}/fixtures ${profile}/articles.txt ${profile}/pages
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
