// A small pretended server for looking at screens: the built application, sample data in memory, a live socket.
// Development only, never shipped: node dev/fake-server.mjs [--port 8099] [--dist dist]; desk scenes by GET /fake/scene/<name>.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { sample } from './sample.mjs';

const option = (name, fallback) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : fallback;
const dist = resolve(option('--dist', 'dist'));
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const world = sample();
const sockets = new Set();

const problem = (status, code, more = {}) => ({ status, body: { status, code, title: code, ...more } });
const page = (items, query) => {
  const q = (query.get('q') ?? '').toLowerCase();
  const found = items.filter((item) => !q || JSON.stringify(item).toLowerCase().includes(q));
  const size = Number(query.get('size') ?? 50);
  const from = Number(query.get('page') ?? 0) * size;
  return { items: found.slice(from, from + size), total: found.length };
};

function answer(method, path, query, body) {
  if (path === '/me') return world.signedIn ? world.me : problem(401, 'signed-out');
  if (path === '/session' && method === 'POST') {
    if (body.password === 'wrong') return problem(401, 'sign-in-failed');
    world.signedIn = true;
    return world.me;
  }
  if (path === '/session') {
    world.signedIn = false;
    return null;
  }
  if (path.startsWith('/desk')) return world.actAtDesk(method, path, body);
  const special = world.special(method, path, query, body);
  if (special !== undefined) return special;
  const [, list, id] = /^\/([\w-]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  const rows = world.lists[list];
  if (!rows) return problem(404, 'not-found', { detail: `no ${path} in the sample` });
  if (!id) {
    if (method === 'POST') {
      if (Object.values(body.name ?? { x: 1 }).join('') === 'bad')
        return problem(422, 'invalid', { fields: [{ field: 'code', code: 'taken', message: 'This code is taken.' }] });
      const made = { ...body, id: String(1000 + rows.length), version: 1 };
      rows.push(made);
      return made;
    }
    return page(rows, query);
  }
  const index = rows.findIndex((row) => row.id === id || row.code === id);
  if (index < 0) return problem(404, 'not-found');
  if (method === 'DELETE') return rows.splice(index, 1) && null;
  if (method === 'PUT') {
    if (body.version !== undefined && body.version !== rows[index].version)
      return problem(409, 'edit-conflict', { current: rows[index] });
    rows[index] = { ...rows[index], ...body, version: (rows[index].version ?? 0) + 1 };
  }
  return rows[index];
}

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://fake');
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const scene = /^\/fake\/scene\/([\w-]+)/.exec(url.pathname);
    if (scene) {
      world.scene(scene[1]);
      publish('desk', world.desk);
      return response.end('ok');
    }
    if (!url.pathname.startsWith('/api/')) {
      const file = join(dist, url.pathname);
      const found =
        extname(url.pathname) && existsSync(file)
          ? file
          : join(dist, url.pathname.startsWith('/call/') ? 'call.html' : 'index.html');
      response.setHeader('Content-Type', types[extname(found)] ?? 'application/octet-stream');
      return response.end(readFileSync(found));
    }
    const text = Buffer.concat(chunks).toString();
    let body = {};
    try {
      body = text ? JSON.parse(text) : {};
    } catch {
      body = {};
    }
    const result = answer(request.method, url.pathname.slice(4), url.searchParams, body);
    if (result?.binary) {
      response.setHeader('Content-Type', result.type);
      response.setHeader('Accept-Ranges', 'bytes');
      const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '');
      if (!range) return response.end(result.binary);
      const from = Number(range[1]);
      const to = range[2] ? Number(range[2]) : result.binary.length - 1;
      response.writeHead(206, { 'Content-Range': `bytes ${from}-${to}/${result.binary.length}` });
      return response.end(result.binary.subarray(from, to + 1));
    }
    const refused = result && typeof result.status === 'number' && result.body?.code;
    response.statusCode = refused ? result.status : result === null ? 204 : 200;
    response.setHeader('Content-Type', 'application/json');
    response.end(result === null ? undefined : JSON.stringify(refused ? result.body : result));
    if (url.pathname.startsWith('/api/desk') && request.method !== 'GET') publish('desk', world.desk);
  });
});

server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1')
    .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.seq = 0;
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('error', () => sockets.delete(socket));
  socket.on('data', () => {});
  if (request.url.startsWith('/api/widget'))
    send(socket, JSON.stringify({ state: 'waiting', position: 2, expected: 90 }));
});

function send(socket, text) {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, payload.length])
      : Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255]);
  socket.write(Buffer.concat([head, payload]));
}

function publish(topic, data) {
  for (const socket of sockets) send(socket, JSON.stringify({ topic, seq: ++socket.seq, data }));
}

server.listen(Number(option('--port', '8099')), '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${server.address().port}`),
);
