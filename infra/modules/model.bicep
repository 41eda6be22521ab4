// The language model. Questions and excerpts of records are sent to it: the deployment's kind decides where they may be
// processed.

import { roleDefinition, roles } from 'roles.bicep'

param name string
param location string
param tags object

@description('The identity of the app.')
param principalId string

param modelName string
param modelVersion string

@description('Where the model runs: Standard in the region, DataZoneStandard within the EU or the US, GlobalStandard anywhere.')
param deploymentSku string

@description('Thousands of tokens a minute.')
@minValue(1)
param capacity int

@description('Where the audit log goes; it has no contents of requests.')
param workspaceId string

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {
    // Entra tokens are accepted on a domain of one's own only.
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

resource deployment 'Microsoft.CognitiveServices/accounts/deployments@2025-06-01' = {
  parent: account
  name: modelName
  sku: { name: deploymentSku, capacity: capacity }
  properties: {
    model: { format: 'OpenAI', name: modelName, version: modelVersion }
    // A ledger names the model that answered; it must not change under that name.
    versionUpgradeOption: 'NoAutoUpgrade'
  }
}

resource mayCall 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, principalId, roles.cognitiveServicesOpenAiUser)
  properties: {
    roleDefinitionId: roleDefinition(roles.cognitiveServicesOpenAiUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

output endpoint string = '${account.properties.endpoint}openai/v1'
output deploymentName string = deployment.name
