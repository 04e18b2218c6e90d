#!/bin/sh
# Makes the prompt recordings from our own texts (src/main/resources/playbook/prompts/texts.yaml).
# Needs JDK 25 as for the build, and espeak-ng (Debian: apt install espeak-ng), which runs as a separate program and is
# not shipped. The same espeak-ng gives the same bytes; the committed ones are of 1.51.
set -eu
cd "$(dirname "$0")/.."
command -v espeak-ng >/dev/null || { echo "make-prompts: espeak-ng is missing; install it: apt install espeak-ng" >&2; exit 1; }
list=$(mktemp)
trap 'rm -f "$list"' EXIT
./callosum mvn -q -pl playbook -am -Dexec.skip=true test-compile \
  dependency:build-classpath -Dmdep.outputFile="$list" -Dmdep.includeScope=test
home=$(MAVEN_ARGS="-Dstyle.color=never" ./callosum mvn -q -N help:evaluate -Dexpression=java.home -DforceStdout -Djansi.mode=strip | grep -o "/[^[:cntrl:]]*")
"$home/bin/java" -cp "playbook/target/test-classes:$(cat "$list")" \
  org.callosum.playbook.MakePrompts playbook/src/main/resources/playbook/prompts
