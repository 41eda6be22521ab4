// The cases: ledgers and evidence, encrypted by the app per case before they arrive. An account of its own, so that access
// to records is granted, logged and replicated apart from the host's.
//
// No immutability policy and no versioning: erasing a case means destroying its wrapped keys, and a retained copy of them
// would undo that. For the same reason soft delete is short: an erasure is final once it has passed.

import { roleDefinition, roles } from 'roles.bicep'

param name string
param location string
param tags object

@description('The container that holds the cases.')
param container string

@description('The identity of the app.')
param principalId string

@description('How the data is replicated.')
param sku string

@description('Days in which a deleted blob can be restored, hence until an erasure is final.')
@minValue(1)
@maxValue(365)
param softDeleteDays int

@description('Where the access log goes.')
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
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
  properties: {
    deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
  }
}

resource cases 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: container
  properties: { publicAccess: 'None' }
}

resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: cases
  name: guid(cases.id, principalId, roles.storageBlobDataContributor)
  properties: {
    roleDefinitionId: roleDefinition(roles.storageBlobDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource access 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'access'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

output blobServiceUri string = account.properties.primaryEndpoints.blob
