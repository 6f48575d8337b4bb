# shellcheck shell=bash
# What ops/run and ops/test share: Debian packages, child processes that never outlive the script, and a
# private PostgreSQL. Sourced, never run; expects `set -euo pipefail`.

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# --- Debian packages --------------------------------------------------------------------------------------

# Prints those of the named packages that are not installed.
missing_packages() {
  local name
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s\n' "$name"
  done
}

# Installs those of the named packages that are missing; says what to type where it may not do so itself.
need_packages() {
  local missing as_root=()
  command -v dpkg-query >/dev/null ||
    fail "This script installs what it needs on Debian. Elsewhere, please install yourself: $*"
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    # Asking for a password needs somebody to type it.
    if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
      as_root=(sudo)
    else
      fail "Some packages are missing. As root, type this and then start again:
  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    fi
  fi
  say "Installing from Debian: ${missing[*]}"
  # Debian's packages of servers make and start one for the whole machine. Nobody asked for that one, so they are
  # told not to, for the time of the installation. In the foreground, and without a session of its own: apt then
  # hears Ctrl-C as it would at the prompt, and leaves no package half unpacked.
  # shellcheck disable=SC2016 # what is quoted here is for the inner shell
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive bash -c '
    set -euo pipefail
    note=/etc/postgresql-common/createcluster.d/collegiate.conf
    policy=/usr/sbin/policy-rc.d
    made=()
    trap "rm -f \"\${made[@]}\"" EXIT
    for package in "$@"; do
      case "$package" in
        postgresql-15)
          mkdir -p "${note%/*}"
          echo "create_main_cluster = false" >"$note"
          made+=("$note")
          ;;
        etcd-server | haproxy | patroni)
          [ ! -e "$policy" ] || continue
          printf "%s\n" "#!/bin/sh" "exit 101" >"$policy"
          chmod 755 "$policy"
          made+=("$policy")
          ;;
      esac
    done
    quiet() { "$@" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }; }
    log="$(mktemp)"
    quiet apt-get -o DPkg::Lock::Timeout=600 update
    quiet apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "$@"
    rm -f "$log"
  ' need_packages "${missing[@]}" </dev/null ||
    fail "The packages could not be installed: ${missing[*]}"
}

# What building needs beside Swift itself.
# shellcheck disable=SC2034 # used where this is sourced
build_packages=(ca-certificates git libpq-dev pkg-config tzdata zlib1g-dev)

need_swift() {
  command -v swift >/dev/null ||
    fail "Swift 6.3 is needed, and there is no 'swift' in PATH. See https://www.swift.org/install/linux/"
}

# --- Children ---------------------------------------------------------------------------------------------

# What was started and has not ended, oldest first, and the signal that each understands as 'stop'.
children=()
declare -A stop_signal=()

# Starts a command in the background; its process id is then in `launched`.
# In a session of its own: Ctrl-C reaches this script alone, which then stops its children in the right order.
# The kernel sends each child its stop signal also when this script is killed outright. Descriptors from 9 on
# are locks of this script's, which must not live on in a child.
launch() {
  local signal="$1"
  shift
  setsid setpriv --pdeathsig "$signal" "$@" </dev/null 9>&- &
  launched=$!
  children+=("$launched")
  stop_signal[$launched]="$signal"
}

# Prints the live processes of a session. From /proc, since a small Debian has neither ps nor pkill.
session_members() {
  local file line field
  for file in /proc/[0-9]*/stat; do
    { read -r line <"$file"; } 2>/dev/null || continue
    # After the command's name, which is in brackets and may hold anything: state, parent, group, session.
    read -r -a field <<<"${line##*) }"
    if [ "${field[3]:-}" = "$1" ] && [ "${field[0]}" != Z ]; then
      line="${file%/stat}"
      printf '%s\n' "${line##*/}"
    fi
  done
}

# Stops a child and all that it started: politely, then after so many seconds for good.
stop_child() {
  local child="$1" seconds="${2:-15}" deadline kept=() other
  signal_session "$child" "${stop_signal[$child]}"
  deadline=$((SECONDS + seconds))
  while [ -n "$(session_members "$child")" ] && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.1; done
  signal_session "$child" KILL
  wait "$child" 2>/dev/null || true
  for other in "${children[@]}"; do [ "$other" = "$child" ] || kept+=("$other"); done
  children=("${kept[@]}")
}

signal_session() {
  local member
  while read -r member; do kill -s "$2" "$member" 2>/dev/null || true; done < <(session_members "$1")
}

# Stops every child, the youngest first: the service before its database.
stop_children() {
  while [ "${#children[@]}" -gt 0 ]; do stop_child "${children[-1]}"; done
}

# Runs one long command to its end; unlike a plain call, a signal interrupts it at once.
step() {
  local status=0
  launch TERM "$@"
  wait "$launched" || status=$?
  stop_child "$launched" 2
  return "$status"
}

# Lets every way of ending end in `clean_up`, which the caller defines. A terminal that was closed makes
# writing fail, and a second Ctrl-C is impatience: neither may break the tidying off.
clean_up_at_exit() {
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  trap 'exit 141' PIPE
  trap 'status=$?; trap "" INT TERM HUP PIPE; set +e; clean_up; exit "$status"' EXIT
}

# --- Python packages --------------------------------------------------------------------------------------

# Makes the venv of the suites in Python in the folder `checkout`, anew when the list of packages changed; two
# runs take turns. It is then in `venv`, and first in PATH.
use_python_packages() {
  # shellcheck disable=SC2154 # set where this is sourced
  venv="$checkout/.venv-test"
  mkdir -p .state
  exec 9>>.state/venv.lock
  flock 9
  if ! cmp -s ops/test-requirements.txt "$venv/made-from"; then
    say "Installing the suites' Python packages into $venv"
    rm -rf "$venv"
    /usr/bin/python3 -m venv "$venv"
    # Exactly what the list names: by its digest, and nothing besides.
    step "$venv/bin/pip" install --quiet --require-hashes --no-deps --disable-pip-version-check -r ops/test-requirements.txt ||
      fail "The Python packages could not be installed."
    "$venv/bin/pip" check --disable-pip-version-check ||
      fail "ops/test-requirements.txt is not whole; what is missing is said above."
    cp ops/test-requirements.txt "$venv/made-from"
  fi
  exec 9>&-
  export PATH="$venv/bin:$PATH" PYTHONDONTWRITEBYTECODE=1
}

# --- PostgreSQL -------------------------------------------------------------------------------------------

postgres_bin=/usr/lib/postgresql/15/bin

# PostgreSQL refuses to run as root; it then runs as the user that its package made.
server_user="$(id -un)"
as_server=(env --chdir=/)
if [ "$(id -u)" = 0 ]; then
  server_user=postgres
  as_server=(setpriv --reuid=postgres --regid=postgres --init-groups --inh-caps=-all env --chdir=/)
fi

# Makes a folder that the server's user owns and nobody else can enter.
make_server_folder() {
  mkdir -p "$1"
  chmod 700 "$1"
  [ "$server_user" = "$(id -un)" ] || chown "$server_user:" "$1"
}

# Can the server's user come so far? A checkout below /root, for one, is closed to it.
server_can_enter() { "${as_server[@]}" test -x "$1"; }

# Makes a cluster in the folder DATA, unless there is one, and starts it with the further settings given; what
# it says goes to the file LOG. It listens on a socket in the folder SOCKETS alone. Nobody but the server's user
# and root can enter that folder, which is why it then asks for no password.
start_postgres() {
  local data="$1" sockets="$2" log="$3" deadline
  shift 3
  # PGPORT and the like are the caller's, for other servers.
  unset "${!PG@}"
  if [ ! -e "$data/PG_VERSION" ]; then
    # Made under another name, so that half a cluster is never taken for one.
    "${as_server[@]}" rm -rf "$data.new"
    make_server_folder "$data.new"
    step "${as_server[@]}" "$postgres_bin/initdb" --pgdata="$data.new" --username=postgres --encoding=UTF8 \
      --locale=C.UTF-8 --data-checksums --auth=trust >"$log" 2>&1 ||
      { cat "$log" >&2; fail "PostgreSQL's data folder could not be made in $data"; }
    mv -T "$data.new" "$data"
  elif [ "$("${as_server[@]}" cat "$data/PG_VERSION")" != 15 ]; then
    fail "The data in $data is of another version of PostgreSQL than 15."
  elif "${as_server[@]}" "$postgres_bin/pg_ctl" status --pgdata="$data" >/dev/null 2>&1; then
    # The caller holds the lock on this folder, so whoever started that server is gone.
    "${as_server[@]}" "$postgres_bin/pg_ctl" stop --pgdata="$data" --mode=fast >"$log" 2>&1
  fi

  # INT is PostgreSQL's 'fast': it ends the sessions, and waits for none.
  # A process that changes its user loses the signal that its parent's death sends, so it is set once more.
  launch INT "${as_server[@]}" setpriv --pdeathsig INT "$postgres_bin/postgres" -D "$data" -c listen_addresses= \
    -c unix_socket_directories="$sockets" "$@" >"$log" 2>&1
  postgres=$launched
  deadline=$((SECONDS + 120))
  until "$postgres_bin/pg_isready" --quiet --host="$sockets" --username=postgres --dbname=postgres; do
    if [ "$SECONDS" -ge "$deadline" ] || ! kill -0 "$postgres" 2>/dev/null; then
      tail -n 20 "$log" >&2
      fail "PostgreSQL did not start; what it said is above, and in $log"
    fi
    sleep 0.1
  done
}
