// Durable Task Scheduler in place of the host's own storage as the engine's backend.

import { roleDefinition, roles } from 'roles.bicep'

param name string
param taskHub string
param location string
param tags object

@description('The identity of the app.')
param principalId string

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { name: 'Consumption' }
    // Required, and an empty list admits nobody: callers are held by Entra.
    ipAllowlist: ['0.0.0.0/0']
  }
}

resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = {
  parent: scheduler
  name: taskHub
}

resource mayUse 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hub
  name: guid(hub.id, principalId, roles.durableTaskDataContributor)
  properties: {
    roleDefinitionId: roleDefinition(roles.durableTaskDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// The address holds a hash, so it can only be read and never put together.
output endpoint string = scheduler.properties.endpoint
