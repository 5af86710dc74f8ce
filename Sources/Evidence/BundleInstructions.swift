// What a bundle says of itself, and how it is checked with other people's tools.

public import Story

/// The page `README.md` of a bundle.
public enum BundleInstructions {
  /// The page.
  ///
  /// - Parameters:
  ///   - signer: whose signature it is, as `allowed_signers` names them.
  ///   - tokens: the third party's tokens in it.
  public static func page(
    story: Slug, software: String, versions: Int, signer: String, tokens: [TimestampToken]
  ) -> String {
    let stamped =
      tokens.isEmpty
      ? "This archive was **not timestamped by a third party**: the times rest on the recording computer's clock alone."
      : tokens.enumerated().map { index, token in
        "- `tokens/\(index + 1).tsr`: \(token.authority), \(token.time), over `tokens/\(index + 1).tally.json` "
          + "(\(token.captures) captures, root `\(token.root)`)"
      }.joined(separator: "\n")
    let tokenCheck =
      tokens.isEmpty
      ? ""
      : """

      ## 5. The third party's tokens

      `authority.pem` is the authority's root certificate, which you get from the authority, not from here. It is kept \
      beside this whole folder, not in it, as a file too many is told in step 1.

      ```
      for token in tokens/*.tsr; do
        openssl ts -verify -in "$token" -data "${token%.tsr}.tally.json" -CAfile ../../authority.pem
      done
      ```

      """
    return """
      # The story “\(story)”: \(versions) version\(versions == 1 ? "" : "s"), and what vouches for them

      Made by \(software). Everything here can be checked with `sha256sum`, `git` and `ssh-keygen` (OpenSSH 8.9 or later), \
      and `openssl` for tokens; the program that made it is not needed. Run the commands in `bash`, in the folder `data`.

      | file | what it is |
      |---|---|
      | `report.html`, `checks.csv` | the versions and checks, for people and for spreadsheets |
      | `\(story).wacz` | every kept page, for replay (replayweb.page, pywb) |
      | `\(story).bundle` | the story's history for `git clone`: a commit a version |
      | `prov.json` | what came from what, in W3C PROV-JSON |
      | `allowed_signers` | the public key that signed; ask the other side for it by another way and compare |
      | `checkpoint/` | a signed commit of the archive's journal, with its tree and the Merkle root over all captures |
      | `manifests/`, `proofs/` | how each version was got, and its way to that root |
      | `resources/` | the images, styles and fonts of versions by their SHA-256, where they were kept |
      | `tokens/` | the word of a time-stamping authority |

      \(stamped)

      ## 1. No byte was changed

      ```sh
      (cd .. && LC_ALL=C && ! grep -vE '^[0-9a-f]{64}  [^ *]+$' tagmanifest-sha256.txt \\
        && sha256sum --strict --quiet -c tagmanifest-sha256.txt \\
        && sha256sum --strict --quiet -c manifest-sha256.txt) || { echo 'CHANGED'; exit 1; }
      [ "$(find . -type f | wc -l)" = "$(wc -l < ../manifest-sha256.txt)" ] || { echo 'A FILE TOO MANY'; exit 1; }
      ```

      ## 2. The history holds what the manifests say

      ```sh
      copy=$(mktemp -d)
      git clone -q --bare -b '\(story)' \(story).bundle "$copy" || exit 1
      git -C "$copy" fsck --full --strict || exit 1
      for commit in $(git -C "$copy" rev-list '\(story)'); do
        name=$(git -C "$copy" show -s --format='%(trailers:key=Capture-Id,valueonly)' "$commit" | head -n 1)
        [ -n "$name" ] || continue
        git -C "$copy" cat-file blob "$commit:\(story).capture.json" | cmp - "manifests/$name.json" || exit 1
        for page in '\(story).html' '\(story).source'; do
          git -C "$copy" cat-file -e "$commit:$page" 2> /dev/null || continue
          digest=$(git -C "$copy" cat-file blob "$commit:$page" | sha256sum | cut -c1-64)
          grep -q "\\"payloadSHA256\\" : \\"$digest\\"" "manifests/$name.json" || { echo "ANOTHER PAGE: $name"; exit 1; }
        done
      done
      ```

      ## 3. The journal is signed, and holds the root

      ```sh
      ssh-keygen -Y verify -f allowed_signers -I '\(signer)' -n git -s checkpoint/commit.sig < checkpoint/commit.signed || exit 1
      commit=$(git -C "$copy" hash-object -w -t commit --literally "$PWD/checkpoint/commit")
      git -C "$copy" -c gpg.ssh.allowedSignersFile="$PWD/allowed_signers" verify-commit "$commit" || exit 1
      tree=$(git -C "$copy" hash-object -w -t tree --literally "$PWD/checkpoint/tree")
      grep -q "^tree $tree\\$" checkpoint/commit.signed || { echo 'ANOTHER TREE'; exit 1; }
      git -C "$copy" ls-tree "$tree" tally.json | grep -q "$(git hash-object checkpoint/tally.json)" || { echo 'ANOTHER TALLY'; exit 1; }
      ```

      ## 4. Each version is under that root

      ```sh
      for leaf in proofs/*.leaf; do
        name=$(basename "$leaf" .leaf)
        grep -q "$(sha256sum < "manifests/$name.json" | cut -c1-64)" "$leaf" || { echo "ANOTHER MANIFEST: $name"; exit 1; }
        hash=$({ printf '\\000'; cat "$leaf"; } | sha256sum | cut -c1-64)
        while read -r side other; do
          if [ "$side" = left ]; then both=$other$hash; else both=$hash$other; fi
          hash=$({ printf '\\001'; printf '%b' "$(printf %s "$both" | sed 's/../\\\\x&/g')"; } | sha256sum | cut -c1-64)
        done < "proofs/$name.path"
        grep -q "\\"root\\" : \\"$hash\\"" checkpoint/tally.json || { echo "NOT UNDER THE ROOT: $name"; exit 1; }
      done
      for file in resources/*; do
        [ -e "$file" ] || continue
        digest=$(sha256sum < "$file" | cut -c1-64)
        [ "$digest" = "$(basename "$file")" ] && grep -q "\\"payloadSHA256\\" : \\"$digest\\"" manifests/*.json \\
          || { echo "ANOTHER IMAGE OR STYLE: $file"; exit 1; }
      done
      echo 'all checks passed'
      ```
      \(tokenCheck)
      ## What this does not prove

      That the page was the same for other readers; what it said between two checks; who wrote it, or that it is true; and, \
      without a token, that nothing was made later than it says.

      """
  }
}
