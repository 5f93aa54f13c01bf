# Action server and web application: docker build -f deploy/app.Dockerfile -t career-lattice-app .
FROM python:3.11-slim-bookworm
WORKDIR /app
COPY requirements/app.txt requirements/
RUN pip install --no-cache-dir --extra-index-url https://download.pytorch.org/whl/cpu \
    -r requirements/app.txt
COPY domain.yml library.yml ./
COPY guard guard
COPY knowledge knowledge
COPY actions actions
COPY triage triage
COPY bot bot
COPY deploy/secrets.sh /usr/local/bin/with-secrets
RUN python -m knowledge build && mkdir -p build/spool \
 && useradd --uid 10001 --no-create-home lattice && chown -R lattice build
USER 10001
ENV LATTICE_HOST=0.0.0.0 OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
EXPOSE 5055 8080
# Each service names its own: the action server answers on 5055, the web application on 8080.
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=4 \
    CMD ["sh", "-c", "python -c \"import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ.get('HEALTH_PORT', '5055') + '/health', timeout=4)\""]
ENTRYPOINT ["with-secrets"]
CMD ["python", "-m", "actions.serve"]
