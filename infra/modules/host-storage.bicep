// The Functions host's own account: deployment package, function keys, leases, and the Durable task hub (queues and tables,
// which the extension makes). Nothing clinical is in it: orchestrations carry ids, ordinals and digests only.

import { roleDefinition, roles } from 'roles.bicep'

param name string
param location string
param tags object

@description('The identity of the app.')
param principalId string

@description('The container that the deployment package is put into.')
param packageContainer string

@description('Whether the task hub lies here: then the identity may use queues and tables too.')
param holdsTaskHub bool

var grants = concat(
  [roles.storageBlobDataContributor],
  holdsTaskHub ? [roles.storageQueueDataContributor, roles.storageTableDataContributor] : []
)

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: packageContainer
  properties: { publicAccess: 'None' }
}

resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in grants: {
    scope: account
    name: guid(account.id, principalId, role)
    properties: {
      roleDefinitionId: roleDefinition(role)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]
