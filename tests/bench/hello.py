"""Bare Flask, the measure of everything else: one route, nothing beside it. Served as the product is."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    return "hello"
