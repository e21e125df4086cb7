"""A ProConnect of our own: OpenID Connect over HTTP, on this machine, which can be made to lie."""

import base64
import hashlib
import json
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, SECRET = "entre-pairs", "un-secret-partagé"


@dataclass
class Provider:
    """What it knows, what it was asked, and how it lies: `lies` names what is forged."""

    url: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    stranger: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    person: dict = field(
        default_factory=lambda: {
            "sub": "b6048e95",
            "email": "Lea@AC-Lille.fr",
            "given_name": "Léa",
            "usual_name": "Martin",
        }
    )
    announced: dict = field(default_factory=dict)
    lies: set = field(default_factory=set)
    codes: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    signed_userinfo: bool = True

    @property
    def issuer(self) -> str:
        return f"{self.url}/api/v2"

    def discovery(self) -> dict:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/session/end",
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code"],
        } | self.announced

    def authorise(self, address: str) -> str:
        """Identify the person, as its page does; return where their browser is sent back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["client_id"] == CLIENT_ID
        assert query["response_type"] == "code"
        assert len(query["state"]) >= 32 and len(query["nonce"]) >= 32  # its documentation
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        state = "x" * 43 if "state" in self.lies else query["state"]
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': state})}"

    def token(self, form: dict) -> dict | None:
        """Exchange a code, once, for the tokens; None when the request is not what it must be."""
        query = self.codes.pop(form.get("code"), None)
        if not query or form.get("client_secret") != SECRET:
            return None
        if form["redirect_uri"] != query["redirect_uri"]:
            return None
        if "code_challenge" in query:
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != query["code_challenge"]:
                return None
        now = int(time.time())
        claims = {
            "iss": "https://evil.example" if "issuer" in self.lies else self.issuer,
            "aud": "another-client" if "audience" in self.lies else CLIENT_ID,
            "sub": self.person["sub"],
            "iat": now,
            "exp": now - 3600 if "expired" in self.lies else now + 60,
            "nonce": "x" * 43 if "nonce" in self.lies else query["nonce"],
            "acr": "eidas1",
        }
        signer = self.stranger if "signature" in self.lies else self.key
        if "no nonce" in self.lies:
            del claims["nonce"]
        return {
            "access_token": "jeton",
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": jwt.encode({"alg": "RS256", "kid": "1"}, claims, signer),
        }

    def userinfo(self) -> str | dict:
        claims = self.person | {"iss": self.issuer, "aud": CLIENT_ID}
        if "subject" in self.lies:
            claims["sub"] = "somebody else"
        if "userinfo audience" in self.lies:
            claims["aud"] = "another-client"
        if not self.signed_userinfo:
            return claims
        signer = self.stranger if "userinfo signature" in self.lies else self.key
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, signer)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        provider = self.server.provider
        path = urlsplit(self.path).path.removeprefix("/api/v2")
        provider.asked.append(path)
        if "down" in provider.lies:
            return self.answer({"error": "server_error"}, status=503)
        if path == "/.well-known/openid-configuration":
            return self.answer(provider.discovery())
        if path == "/jwks":
            return self.answer({"keys": [provider.key.as_dict(private=False)]})
        if path == "/userinfo" and self.headers["Authorization"] == "Bearer jeton":
            return self.answer(provider.userinfo())
        return self.answer({"error": "invalid_request"}, status=400)

    def do_POST(self):
        provider = self.server.provider
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        tokens = provider.token({name: values[0] for name, values in parse_qs(body).items()})
        if "nonsense" in provider.lies:
            return self.answer("<html>", status=200)
        if not tokens:
            return self.answer({"error": "invalid_grant"}, status=400)
        return self.answer(tokens)

    def answer(self, content, status=200):
        is_text = isinstance(content, str)
        data = content.encode() if is_text else json.dumps(content).encode()
        kind = "application/jwt" if is_text else "application/json"
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


@contextmanager
def running():
    """Run a provider on a port of this machine, for as long as the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.provider = Provider(url=f"http://127.0.0.1:{server.server_port}")
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.provider
    finally:
        server.shutdown()
        server.server_close()
