"""A bot on the vendor's own Python SDK against `card dev`: what that client sends and expects is what the emulator takes
and gives. Driven by the control, as a test suite of any language does it.

    python vendor_sdk.py CARD      CARD is the built command

The SDK is `lark-oapi` of the Python registry; `.ci/python` makes a virtual environment with it.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import lark_oapi as lark
from lark_oapi.api.cardkit.v1 import *
from lark_oapi.api.im.v1 import *
from lark_oapi.core.model import RawRequest
from lark_oapi.event.callback.model.p2_card_action_trigger import P2CardActionTrigger, P2CardActionTriggerResponse

ADA = "ou_ada_lovelace_1815"
KEY = "a key of this test"
# 1 x 1 pixel
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6300010000050001"
    "0d0a2db40000000049454e44ae426082"
)


def card(text, button=True):
    elements = [{"tag": "markdown", "content": text}]
    if button:
        elements.append(
            {
                "tag": "button",
                "name": "go",
                "text": {"tag": "plain_text", "content": "Go"},
                "behaviors": [{"type": "callback", "value": {"key": "值"}}],
            }
        )
    return json.dumps({"schema": "2.0", "config": {"update_multi": True}, "body": {"elements": elements}})


class Dev:
    """A running `card dev`, and its control."""

    def __init__(self, command, *args):
        folder = tempfile.mkdtemp()
        line = [command, "dev", "--port", "0", "--api-port", "0", *args]
        self.process = subprocess.Popen(line, cwd=folder, stdout=subprocess.PIPE, text=True)
        told = ""
        while "CARD_SANDBOX=" not in told:
            line = self.process.stdout.readline()
            assert line, "card dev has ended"
            told += line
        find = lambda name: next(line.split(name, 1)[1].strip() for line in told.splitlines() if name in line)
        self.base_url, self.app_id, self.secret = find("base URL"), find("app id"), find("app secret")
        self.token, self.control = find("verification token"), find("CARD_SANDBOX=")

    def do(self, command, **members):
        request = urllib.request.Request(f"{self.control}/{command}", json.dumps(members).encode(), method="POST")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{command}: {error.read().decode()}") from None

    def end(self):
        self.process.terminate()
        self.process.wait()


def good(response):
    assert response.success(), f"{response.code}: {response.msg}"
    # answers without data have no such member
    return getattr(response, "data", None)


def calls(dev, client):
    """Every call that a bot needs, by the SDK's own builders."""
    body = CreateMessageRequestBody.builder().receive_id(ADA).msg_type("interactive").content(card("first")).build()
    request = CreateMessageRequest.builder().receive_id_type("open_id").request_body(body).build()
    sent = good(client.im.v1.message.create(request))
    assert sent.message_id.startswith("om_") and sent.chat_id.startswith("oc_"), vars(sent)
    assert sent.sender.sender_type == "app" and json.loads(sent.body.content)["schema"] == "2.0"

    body = ReplyMessageRequestBody.builder().msg_type("text").content('{"text":"a reply"}').build()
    reply = good(client.im.v1.message.reply(ReplyMessageRequest.builder().message_id(sent.message_id).request_body(body).build()))
    assert reply.parent_id == sent.message_id

    body = PatchMessageRequestBody.builder().content(card("patched")).build()
    good(client.im.v1.message.patch(PatchMessageRequest.builder().message_id(sent.message_id).request_body(body).build()))
    shown = dev.do("messages", message_id=sent.message_id)["messages"][0]
    assert "patched" in shown["text"], shown

    read = good(client.im.v1.message.get(GetMessageRequest.builder().message_id(sent.message_id).build()))
    assert read.items[0].msg_type == "interactive" and read.items[0].updated

    with tempfile.TemporaryFile() as file:
        file.write(PNG)
        file.seek(0)
        body = CreateImageRequestBody.builder().image_type("message").image(file).build()
        image = good(client.im.v1.image.create(CreateImageRequest.builder().request_body(body).build()))
    assert image.image_key.startswith("img_")
    got = client.im.v1.image.get(GetImageRequest.builder().image_key(image.image_key).build())
    assert got.success() and got.file.read() == PNG

    # a refusal comes as one, with the platform's code
    wrong = '{"schema":"2.0","body":{"elements":[{"tag":"hr","nonsense":1}]}}'
    body = CreateMessageRequestBody.builder().receive_id(ADA).msg_type("interactive").content(wrong).build()
    refused = client.im.v1.message.create(CreateMessageRequest.builder().receive_id_type("open_id").request_body(body).build())
    assert not refused.success() and refused.code == 230099 and refused.get_log_id(), vars(refused)
    return sent.message_id


def cardkit(dev, client):
    """An entity: made, sent, streamed, changed, closed."""
    content = {
        "schema": "2.0",
        "config": {"streaming_mode": True, "update_multi": True},
        "body": {"elements": [{"tag": "markdown", "element_id": "answer", "content": "…"}]},
    }
    body = CreateCardRequestBody.builder().type("card_json").data(json.dumps(content)).build()
    card_id = good(client.cardkit.v1.card.create(CreateCardRequest.builder().request_body(body).build())).card_id
    content = json.dumps({"type": "card", "data": {"card_id": card_id}})
    body = CreateMessageRequestBody.builder().receive_id(ADA).msg_type("interactive").content(content).build()
    sent = good(client.im.v1.message.create(CreateMessageRequest.builder().receive_id_type("open_id").request_body(body).build()))
    text = ""
    for sequence, piece in enumerate(["Hello", ", this", " is typed"], 1):
        text += piece
        body = ContentCardElementRequestBody.builder().content(text).sequence(sequence).build()
        request = ContentCardElementRequest.builder().card_id(card_id).element_id("answer").request_body(body).build()
        good(client.cardkit.v1.card_element.content(request))
    elements = json.dumps([{"tag": "hr", "element_id": "line"}])
    body = CreateCardElementRequestBody.builder().type("append").elements(elements).sequence(4).build()
    good(client.cardkit.v1.card_element.create(CreateCardElementRequest.builder().card_id(card_id).request_body(body).build()))
    body = SettingsCardRequestBody.builder().settings('{"config":{"streaming_mode":false}}').sequence(5).build()
    good(client.cardkit.v1.card.settings(SettingsCardRequest.builder().card_id(card_id).request_body(body).build()))
    body = SettingsCardRequestBody.builder().settings('{"config":{"streaming_mode":true}}').sequence(5).build()
    stale = client.cardkit.v1.card.settings(SettingsCardRequest.builder().card_id(card_id).request_body(body).build())
    assert stale.code == 300317, vars(stale)
    shown = dev.do("messages", message_id=sent.message_id)["messages"][0]
    assert "Hello, this is typed" in shown["text"] and shown["card_id"] == card_id, shown


class Handler:
    """What the bot does with clicks and messages, over either way."""

    def __init__(self):
        self.clicks, self.messages, self.mode = [], [], "toast"

    def click(self, data: P2CardActionTrigger) -> P2CardActionTriggerResponse:
        self.clicks.append(data.event)
        if self.mode == "raise":
            raise RuntimeError("the handler fails")
        if self.mode == "card":
            raw = json.loads(card("answered", button=False))
            return P2CardActionTriggerResponse({"card": {"type": "raw", "data": raw}})
        if self.mode == "nothing":
            return P2CardActionTriggerResponse({})
        return P2CardActionTriggerResponse({"toast": {"type": "success", "content": "done"}})

    def message(self, data):
        self.messages.append(json.loads(data.event.message.content)["text"])

    def dispatcher(self, key, token):
        builder = lark.EventDispatcherHandler.builder(key, token)
        builder = builder.register_p2_card_action_trigger(self.click)
        return builder.register_p2_im_message_receive_v1(self.message).build()


def clicks(dev, handler, message_id):
    """A user works the card: each answer of the SDK is read as it is meant."""
    act = lambda: dev.do("act", message_id=message_id, target="go", user=ADA)
    outcome = act()
    assert outcome["toast"] == {"type": "success", "content": "done"}, outcome
    event = handler.clicks[-1]
    assert event.action.value == {"key": "值"} and event.action.tag == "button" and event.action.name == "go"
    assert event.operator.open_id == ADA and event.context.open_message_id == message_id and event.token.startswith("c-")
    handler.mode = "nothing"
    outcome = act()
    assert outcome["error"] is None and outcome["toast"] is None and outcome["card"] is None, outcome
    handler.mode = "raise"
    outcome = act()
    assert outcome["error"]["code"] == 200671, outcome
    handler.mode = "card"
    outcome = act()
    assert outcome["error"] is None and outcome["card"]["body"]["elements"][0]["content"] == "answered", outcome
    handler.mode = "toast"
    said = dev.do("say", user=ADA, text="hello bot")
    assert said["taken"] and handler.messages[-1] == "hello bot", said


def serve(dispatcher):
    """The SDK's handler of requests behind the standard library's server."""

    class Requests(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            request = RawRequest()
            request.uri, request.body = self.path, body
            # the SDK looks headers up by the platform's spelling of them
            request.headers = dict(self.headers.items())
            answer = dispatcher.do(request)
            self.send_response(answer.status_code)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/card"


def run(command):
    # one emulator for all: the SDK keeps tokens by app id, whatever address they came from
    dev = Dev(command, "--encrypt-key", KEY)
    try:
        client = lark.Client.builder().app_id(dev.app_id).app_secret(dev.secret).domain(dev.base_url).build()
        message_id = calls(dev, client)
        cardkit(dev, client)
        handler = Handler()
        # saving the address asks for the challenge, encrypted
        dev.do("callback", url=serve(handler.dispatcher(KEY, dev.token)))
        clicks(dev, handler, message_id)
        wrong = serve(Handler().dispatcher("another key", dev.token))
        try:
            dev.do("callback", url=wrong)
            raise SystemExit("a bot with another key gave the challenge back")
        except AssertionError:
            pass
        print("over HTTP: tokens, calls, images, CardKit, clicks and messages, encrypted and signed")

        dev.do("callback", url=None)
        body = CreateMessageRequestBody.builder().receive_id(ADA).msg_type("interactive").content(card("again")).build()
        sent = good(client.im.v1.message.create(CreateMessageRequest.builder().receive_id_type("open_id").request_body(body).build()))
        handler = Handler()
        connection = lark.ws.Client(dev.app_id, dev.secret, event_handler=handler.dispatcher("", ""), domain=dev.base_url)
        threading.Thread(target=connection.start, daemon=True).start()
        dev.do("wait", **{"for": "connection"})
        clicks(dev, handler, sent.message_id)
        # messages in parts are put together again
        dev.do("connections", split=100)
        said = dev.do("say", user=ADA, text="x" * 500)
        assert said["taken"] and handler.messages[-1] == "x" * 500
        frames = [entry for entry in dev.do("requests", last=2000)["entries"] if entry["record"] == "frame"]
        assert frames and not [entry for entry in frames if entry["error"]], frames
        print("over the long connection: clicks, messages, messages in parts")
    finally:
        dev.end()


if __name__ == "__main__":
    card_command = os.path.abspath(sys.argv[1])
    started = time.monotonic()
    run(card_command)
    print(f"lark-oapi against the emulator: all as it should be, {time.monotonic() - started:.1f} s")
    # the SDK's connection has no way to be ended
    sys.stdout.flush()
    os._exit(0)
