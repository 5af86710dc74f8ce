#!/bin/bash
# Pushes an archive over SSH to this machine and makes an archive of the copy: backup, more versions, backup, clone, verify.
#
# usage: ssh_backup.sh PROGRAM     Needs sshd (Debian: openssh-server), which it runs on the loopback with keys of its own.
set -euo pipefail
program=$(realpath "$1")
sshd=$(command -v sshd || echo /usr/sbin/sshd)
folder=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
trap 'kill "$(cat "$folder/pid" 2>/dev/null)" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
ssh-keygen -q -t ed25519 -N '' -f host
ssh-keygen -q -t ed25519 -N '' -f client
cp client.pub authorized
cat > config <<CONFIG
Port $port
ListenAddress 127.0.0.1
HostKey $folder/host
AuthorizedKeysFile $folder/authorized
PidFile $folder/pid
StrictModes no
UsePAM no
PasswordAuthentication no
CONFIG
[ "$(id -u)" != 0 ] || mkdir -p /run/sshd
"$sshd" -f config
export GIT_SSH_COMMAND="ssh -i $folder/client -p $port -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=$folder/known"
git init -q --bare remote.git
remote="ssh://$(id -un)@127.0.0.1:$port$folder/remote.git"

version() { printf '%s\n\n%s\n' "Fire at the quay" "Police said $1 boats were burnt at the old quay." > "2020-01-06T1$1""00Z.txt"; }
version 1; version 2; version 3
export WRITETHRU_ARCHIVE="$folder/archive"
"$program" import quay 2020-01-06T1100Z.txt 2020-01-06T1200Z.txt
"$program" backup "$remote"
"$program" import quay 2020-01-06T1300Z.txt
"$program" backup "$remote"
"$program" clone "$remote" --archive "$folder/copy"
"$program" verify --archive "$folder/copy"
diff <(git -C archive/stories.git show-ref | grep -v settled) <(git -C copy/stories.git show-ref | grep -v settled)
diff <("$program" reindex --dump) <("$program" reindex --dump --archive "$folder/copy")
# A key that is not let in gets a reason, and nothing is half done.
GIT_SSH_COMMAND="${GIT_SSH_COMMAND/client/host}" "$program" backup "$remote" && exit 1 || [ $? = 65 ]
echo "backup and clone over SSH: whole"
