# Writes the index of hosts (hosts.h) to OUT, from the rows that the files of FOLDER have:
#   { "t.co", HOST_SHORT | HOST_BARE }   a place's, or a shortener's
#   .host = "l.facebook.com"             a wrapper's or the registry's; those of one host follow each other
# It has a table of hashes beside the rows, as hosts.c reads it; and lists of places by what few of them have.
cmake_minimum_required(VERSION 3.25)

# Takes note of a name. What follows is only for the name of a host: its key.
macro(note name)
  set(key "${name}")
  set(under false)
  if(key MATCHES "^\\*\\.(.*)$")
    set(key "${CMAKE_MATCH_1}")
    set(under true)
  endif()
  if(NOT DEFINED "flags_${key}")
    list(APPEND names "${key}")
    set("flags_${key}" 0)
    set("below_${key}" false)
    set("place_${key}" 0)
    set("wrapper_${key}" "0, 0")
    set("scheme_${key}" "0, 0")
  endif()
  if(under)
    set("below_${key}" true)
  endif()
endmacro()

# Notes the hosts of the rows that begin with `.host = "…"`: where they begin and how many they are.
function(note_rows kind text)
  string(REGEX MATCHALL "\\.host = \"[^\"]+\"" rows "${text}")
  set(at 0)
  foreach(row IN LISTS rows)
    string(REGEX REPLACE ".*\"(.*)\"" "\\1" name "${row}")
    note("${name}")
    if(NOT last STREQUAL key)
      if(key IN_LIST seen)
        message(FATAL_ERROR "the rows of ${key} do not follow each other")
      endif()
      list(APPEND seen "${key}")
      set(first ${at})
    endif()
    set(last "${key}")
    math(EXPR at "${at} + 1")
    math(EXPR count "${at} - ${first}")
    set("${kind}_${key}" "${first}, ${count}")
    foreach(fact IN ITEMS flags below place wrapper scheme)
      set("${fact}_${key}" "${${fact}_${key}}" PARENT_SCOPE)
    endforeach()
  endforeach()
  set(names "${names}" PARENT_SCOPE)
endfunction()

file(GLOB files ${FOLDER}/*.c)
list(SORT files)
set(names "")
foreach(file IN LISTS files)
  file(READ ${file} text)
  set(place 0)
  if(text MATCHES "\nconst struct place (place_[a-z0-9_]+) = ")
    set(place "&${CMAKE_MATCH_1}")
    string(APPEND declared "extern const struct place ${CMAKE_MATCH_1};\n")
  endif()
  string(REGEX MATCHALL "{ \"[a-z0-9.*-]+\", HOST_[A-Z_ \n|]+}" rows "${text}")
  if(NOT rows AND NOT place STREQUAL "0")
    string(APPEND anywhere "    ${place},\n")
  endif()
  if(text MATCHES "\n    \\.signature = \"")
    string(APPEND signing "    ${place},\n")
  endif()
  foreach(row IN LISTS rows)
    string(REGEX MATCH "\"(.*)\", (HOST.*) }" found "${row}")
    set(flags "${CMAKE_MATCH_2}")
    note("${CMAKE_MATCH_1}")
    string(APPEND "flags_${key}" " | ${flags}")
    if(NOT place STREQUAL "0")
      if(NOT "${place_${key}}" STREQUAL "0")
        message(FATAL_ERROR "two places have ${key}")
      endif()
      set("place_${key}" "${place}")
    endif()
  endforeach()
endforeach()
file(READ ${FOLDER}/wrappers.c text)
note_rows(wrapper "${text}")
if(EXISTS ${FOLDER}/registry.inc)
  file(READ ${FOLDER}/registry.inc text)
  note_rows(scheme "${text}")
endif()
list(SORT names)

# At most a third of the slots are taken.
list(LENGTH names count)
math(EXPR least "${count} * 3")
set(slots 1)
while(slots LESS least)
  math(EXPR slots "${slots} * 2")
endwhile()
math(EXPR mask "${slots} - 1")

set(at 0)
foreach(name IN LISTS names)
  math(EXPR at "${at} + 1")
  string(LENGTH "${name}" length)
  math(EXPR row "${at} - 1")
  if("${flags_${name}}" MATCHES "HOST_(MEDIA|SHORT)( |$)")
    string(APPEND slugs "    &known_hosts[${row}],\n")
  endif()
  if(name MATCHES "\\*$")
    string(APPEND countries "    &known_hosts[${row}],\n")
  endif()
  string(APPEND text_rows "    { \"${name}\", ${length}, ${below_${name}}, ${flags_${name}}, ${place_${name}}, ${wrapper_${name}}, ${scheme_${name}} },\n")
  string(HEX "${name}" bytes)
  string(REGEX MATCHALL ".." bytes "${bytes}")
  list(REVERSE bytes)
  set(hash 2166136261)
  foreach(byte IN LISTS bytes)
    math(EXPR hash "((${hash} ^ (0x${byte} | 0x20)) * 16777619) & 0xffffffff")
  endforeach()
  math(EXPR slot "(${hash} ^ (${hash} >> 15)) & ${mask}")
  while(DEFINED slot_${slot})
    math(EXPR slot "(${slot} + 1) & ${mask}")
  endwhile()
  set(slot_${slot} ${at})
  string(APPEND text_slots "    [${slot}] = ${at},\n")
endforeach()

file(WRITE ${OUT} "#include \"places/hosts.h\"

${declared}
const struct known_host known_hosts[] = {
${text_rows}};
const size_t known_host_count = sizeof known_hosts / sizeof known_hosts[0];

const uint16_t known_host_slots[${slots}] = {
${text_slots}};
const size_t known_host_slot_count = ${slots};

const struct known_host *const slug_hosts[] = {
${slugs}    0,
};

const struct known_host *const country_hosts[] = {
${countries}    0,
};

const struct place *const places_anywhere[] = {
${anywhere}    0,
};

const struct place *const places_signing[] = {
${signing}    0,
};
")
