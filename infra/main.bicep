// ClinSeek on Azure: one resource group with everything the app needs and nothing shared. Nothing here accepts a shared key,
// and no setting is a secret: the app's identity is granted single roles on single resources.
targetScope = 'subscription'

@description('Names the environment; every resource name is derived from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('The region of everything.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('Whether a language model is deployed. Without one the likelihood reasoner answers.')
param modelEnabled bool = true
param modelName string = 'gpt-5-mini'
param modelVersion string = '2025-08-07'

@description('Where the model may process what it is sent.')
@allowed(['Standard', 'DataZoneStandard', 'GlobalStandard'])
param modelSku string = 'DataZoneStandard'

@description('Thousands of tokens a minute.')
@minValue(1)
param modelCapacity int = 30

@description('Whether a FHIR R4 service is made.')
param fhirEnabled bool = false

@description('Whether events of the FHIR service start cases. Switch on after the first deployment: the function must exist.')
param fhirEventsEnabled bool = false

@description('Which resource starts a case: a type, then any of code, category and status, as in a FHIR search.')
param fhirEventCriteria string = 'ServiceRequest'

@description('What is asked about its patient.')
param fhirEventQuestion string = 'What is the most likely cause of the acute shortness of breath?'

@description('Where the Durable engine keeps its state: in the host storage, or in a Durable Task Scheduler (not proven with custom handlers).')
@allowed(['AzureStorage', 'DurableTaskScheduler'])
param durableBackend string = 'AzureStorage'

@description('Instances kept warm for orchestrations and activities; they cost also when idle.')
@minValue(0)
param alwaysReadyInstances int = 1

@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('How the cases are replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param caseStorageSku string = 'Standard_ZRS'

@description('Days in which a deleted blob can be restored, hence until the erasure of a case is final.')
@minValue(1)
@maxValue(365)
param caseSoftDeleteDays int = 7

@description('Whether keys stay recoverable for 90 days whoever wants them gone. Cannot be switched off again.')
param keyPurgeProtection bool = true

@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Gigabytes of logs a day after which ingestion stops until the next day; -1 for no limit.')
param logDailyQuotaGb int = -1

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var identityName = 'id-${token}'
var insightsName = 'appi-${token}'
var hostStorageName = 'sthost${token}'
var packageContainer = 'app-package'
var caseContainer = 'clinseek'
var appName = 'func-${token}'
var wrappingKeyName = 'clinseek-wrapping'
var signingKeyName = 'clinseek-signing'
var healthWorkspaceName = 'hw${token}'
var taskHub = 'clinseek'
var usesScheduler = durableBackend == 'DurableTaskScheduler'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: identityName, location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-${token}'
    insightsName: insightsName
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    retentionInDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  scope: group
  params: {
    name: hostStorageName
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    packageContainer: packageContainer
    holdsTaskHub: !usesScheduler
  }
}

module caseStorage 'modules/case-storage.bicep' = {
  scope: group
  params: {
    name: 'stcase${token}'
    location: location
    tags: tags
    container: caseContainer
    principalId: identity.outputs.principalId
    sku: caseStorageSku
    softDeleteDays: caseSoftDeleteDays
    workspaceId: monitoring.outputs.workspaceId
  }
}

module keys 'modules/keys.bicep' = {
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    wrappingKeyName: wrappingKeyName
    signingKeyName: signingKeyName
    principalId: identity.outputs.principalId
    purgeProtection: keyPurgeProtection
    workspaceId: monitoring.outputs.workspaceId
  }
}

module model 'modules/model.bicep' = if (modelEnabled) {
  scope: group
  params: {
    name: 'cog-${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    modelName: modelName
    modelVersion: modelVersion
    deploymentSku: modelSku
    capacity: modelCapacity
    workspaceId: monitoring.outputs.workspaceId
  }
}

module fhir 'modules/fhir.bicep' = if (fhirEnabled) {
  scope: group
  params: {
    workspaceName: healthWorkspaceName
    serviceName: 'record'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    logWorkspaceId: monitoring.outputs.workspaceId
  }
}

module scheduler 'modules/scheduler.bicep' = if (usesScheduler) {
  scope: group
  params: {
    name: 'dts-${token}'
    taskHub: taskHub
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: appName
    planName: 'plan-${token}'
    location: location
    tags: tags
    serviceName: 'functions'
    identityName: identityName
    insightsName: insightsName
    hostStorageName: hostStorageName
    packageContainer: packageContainer
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    settings: union(
      {
        TASKHUB_NAME: taskHub
        // The app's own folder is read-only there; the record lies in the case storage.
        ClinSeek__Data: '/tmp/clinseek'
        Fhir__AllowLoopback: 'false'
        Storage__Provider: 'AzureBlob'
        Storage__BlobServiceUri: caseStorage.outputs.blobServiceUri
        Storage__Container: caseContainer
        Keys__Provider: 'KeyVault'
        Keys__VaultUri: keys.outputs.vaultUri
        Keys__WrappingKey: wrappingKeyName
        Keys__SigningKey: signingKeyName
      },
      modelEnabled ? { Model__Endpoint: model!.outputs.endpoint, Model__Name: model!.outputs.deploymentName } : {},
      fhirEnabled
        ? {
            ClinSeek__Record: fhir!.outputs.url
            Fhir__Servers__azure__BaseUrl: fhir!.outputs.url
            Fhir__Servers__azure__Authorization__Kind: 'Entra'
          }
        : {},
      fhirEnabled && fhirEventsEnabled
        ? {
            Notifications__Sources__azure__FhirService: fhir!.outputs.host
            Notifications__Sources__azure__Record: fhir!.outputs.url
            Notifications__Sources__azure__Rules__0__Criteria: fhirEventCriteria
            Notifications__Sources__azure__Rules__0__Question: fhirEventQuestion
          }
        : {},
      usesScheduler
        ? {
            DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler!.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identity.outputs.clientId}'
            AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
            AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
            AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
          }
        : {}
    )
  }
  // The host starts as soon as it is there, and needs its storage and the right to use it.
  dependsOn: [hostStorage]
}

module fhirEvents 'modules/fhir-events.bicep' = if (fhirEnabled && fhirEventsEnabled) {
  scope: group
  params: {
    topicName: 'evgt-${token}'
    healthWorkspaceName: healthWorkspaceName
    location: location
    tags: tags
    functionAppName: appName
    functionName: 'ReceiveFhirEvent'
    resourceType: split(fhirEventCriteria, '?')[0]
  }
  dependsOn: [app, fhir]
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = 'kv-${token}'
output SERVICE_FUNCTIONS_NAME string = app.outputs.name
output SERVICE_FUNCTIONS_URI string = app.outputs.uri
output CASE_STORAGE_ENDPOINT string = caseStorage.outputs.blobServiceUri
output CASE_STORAGE_CONTAINER string = caseContainer
output MODEL_ENDPOINT string = modelEnabled ? model!.outputs.endpoint : ''
output FHIR_URL string = fhirEnabled ? fhir!.outputs.url : ''
