// Azure Health Data Services: a FHIR R4 service that cases read. The app may read and not write.

import { roleDefinition, roles } from 'roles.bicep'

@minLength(3)
@maxLength(24)
param workspaceName string

@minLength(3)
@maxLength(24)
param serviceName string
param location string
param tags object

@description('The identity of the app.')
param principalId string

@description('Where the audit log goes.')
param logWorkspaceId string

var fhirHost = '${workspaceName}-${serviceName}.fhir.azurehealthcareapis.com'
var fhirUrl = 'https://${fhirHost}'

resource workspace 'Microsoft.HealthcareApis/workspaces@2024-03-31' = {
  name: workspaceName
  location: location
  tags: tags
  properties: { publicNetworkAccess: 'Enabled' }
}

resource service 'Microsoft.HealthcareApis/workspaces/fhirservices@2024-03-31' = {
  parent: workspace
  name: serviceName
  location: location
  tags: tags
  kind: 'fhir-R4'
  properties: {
    authenticationConfiguration: {
      authority: uri(environment().authentication.loginEndpoint, tenant().tenantId)
      audience: fhirUrl
      smartProxyEnabled: false
    }
    publicNetworkAccess: 'Enabled'
    // A case names the version of each resource that it read.
    resourceVersionPolicyConfiguration: { default: 'versioned' }
  }
}

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: service
  name: guid(service.id, principalId, roles.fhirDataReader)
  properties: {
    roleDefinitionId: roleDefinition(roles.fhirDataReader)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: service
  name: 'audit'
  properties: {
    workspaceId: logWorkspaceId
    logs: [{ category: 'AuditLogs', enabled: true }]
  }
}

output host string = fhirHost
output url string = fhirUrl
