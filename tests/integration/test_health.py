"""GET /health tells the truth about the database."""


def test_health_answers_with_one_query(app):
    client = app.test_client()
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json == {"status": "ok", "database": "answers"}
    assert len(client.queries) == 1
