# Finds a JDK 25 or newer. Sourced by ./goshawk and ./check; POSIX sh, where every variable is global: each function runs
# in a subshell, so that none of theirs reaches the caller.

# jdk_release HOME: prints the feature release of the JDK at HOME (25 for 25.0.3), or nothing where HOME is not a JDK.
jdk_release() (
    if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
        sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
    fi
)

# is_jdk HOME: whether HOME holds a JDK that Goshawk runs on.
is_jdk() (
    release=$(jdk_release "$1")
    [ -n "$release" ] && [ "$release" -ge 25 ]
)

# java_home_of_path: prints the home of the `java` on PATH, behind its symbolic links.
java_home_of_path() (
    java=$(command -v java) || exit 0
    java=$(readlink -f "$java" 2>/dev/null || echo "$java")
    dirname "$(dirname "$java")"
)

# find_jdk: prints the home of the first JDK found, in this order: GOSHAWK_JAVA_HOME and nothing else where it is set,
# JAVA_HOME, the `java` on PATH, then where Debian, Fedora, macOS, SDKMAN!, jEnv and IntelliJ IDEA put theirs.
# Fails where there is none.
find_jdk() (
    if [ -n "${GOSHAWK_JAVA_HOME:-}" ]; then
        is_jdk "$GOSHAWK_JAVA_HOME" && echo "$GOSHAWK_JAVA_HOME"
        exit
    fi
    debian=/usr/lib/jvm
    for candidate in "${JAVA_HOME:-}" "$(java_home_of_path)" \
        "$debian"/*25* "$debian"/* /opt/*jdk* /usr/local/*jdk* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jenv/versions/* "${HOME:-}"/.jdks/*; do
        if [ -n "$candidate" ] && is_jdk "$candidate"; then
            echo "$candidate"
            exit 0
        fi
    done
    exit 1
)

# jdk_advice: prints what to tell someone who has none.
jdk_advice() (
    if [ -n "${GOSHAWK_JAVA_HOME:-}" ]; then
        echo "error: GOSHAWK_JAVA_HOME=$GOSHAWK_JAVA_HOME is not a JDK 25 or newer; correct it or unset it"
        exit
    fi
    echo "error: Goshawk needs a JDK 25 or newer and found none"
    echo "  looked at: JAVA_HOME, java on PATH, the usual folders of Debian, Fedora, macOS, SDKMAN!, jEnv, IntelliJ IDEA"
    echo "  to get one: apt install openjdk-25-jdk-headless | dnf install java-25-openjdk-devel"
    echo "              brew install openjdk@25 | sdk install java 25-tem | Temurin 25 from adoptium.net"
    echo "  to name one: export GOSHAWK_JAVA_HOME=/path/to/jdk-25"
)
