// The two keys that every instance of the app shares: one wraps the data keys of the cases, one signs ledger heads. Their
// private parts never leave the vault. Losing the wrapping key loses every case, hence purge protection.

import { roleDefinition, roles } from 'roles.bicep'

@minLength(3)
@maxLength(24)
param name string
param location string
param tags object

@description('The name of the RSA key that wraps data keys.')
param wrappingKeyName string

@description('The name of the P-256 key that signs ledger heads.')
param signingKeyName string

@description('The identity of the app.')
param principalId string

@description('Whether deleted keys stay recoverable for 90 days whoever wants them gone. Cannot be switched off again.')
param purgeProtection bool

@description('Where the audit log goes.')
param workspaceId string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // Azure takes true or nothing here, and refuses false.
    enablePurgeProtection: purgeProtection ? true : null
  }
}

resource wrappingKey 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: wrappingKeyName
  properties: {
    kty: 'RSA'
    keySize: 3072
    keyOps: ['wrapKey', 'unwrapKey']
  }
}

resource signingKey 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: signingKeyName
  properties: {
    kty: 'EC'
    curveName: 'P-256'
    keyOps: ['sign', 'verify']
  }
}

// Wrap, unwrap and read, of this key alone.
resource mayWrap 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: wrappingKey
  name: guid(wrappingKey.id, principalId, roles.keyVaultCryptoServiceEncryptionUser)
  properties: {
    roleDefinitionId: roleDefinition(roles.keyVaultCryptoServiceEncryptionUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// The smallest built-in role that may sign; on this key alone.
resource maySign 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: signingKey
  name: guid(signingKey.id, principalId, roles.keyVaultCryptoUser)
  properties: {
    roleDefinitionId: roleDefinition(roles.keyVaultCryptoUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

output vaultUri string = vault.properties.vaultUri
