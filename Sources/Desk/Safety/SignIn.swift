// The page that asks a browser for a token. It shows nothing of the archive and loads nothing.

import Crypto
import Foundation

enum SignIn {
  private static let style = """
    :root{color-scheme:light dark}body{font:1.0625rem/1.5 Georgia,serif;max-width:26rem;margin:12vh auto;padding:0 1rem}\
    input,button{font:inherit;padding:.5rem;width:100%;box-sizing:border-box;margin:.25rem 0 1rem}
    """

  /// The page, always with status 401.
  static func page(problem: String?) -> Page {
    let hash = Data(SHA256.hash(data: Array(style.utf8))).base64EncodedString()
    var page = Page(
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Sign in · Writethru</title>
      <meta name="viewport" content="width=device-width, initial-scale=1"><style>\(style)</style></head>
      <body><main><h1>Writethru</h1><p role="status">\(escaped(problem ?? "This archive asks for a token."))</p>
      <form method="post" action="/sign-in"><label for="token">Token</label>
      <input id="token" name="token" type="password" autocomplete="off" required><button>Sign in</button></form>
      </main></body></html>

      """, status: 401)
    page.isKept = false
    page.headers = [
      (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'sha256-\(hash)'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
      )
    ]
    return page
  }
}
