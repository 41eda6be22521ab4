// Events of the FHIR service (a resource was created or updated), delivered to a function of the app. Azure refuses a
// subscription to a function that is not deployed yet, hence a module of its own that a second provisioning adds.

param topicName string
param healthWorkspaceName string
param location string
param tags object

@description('The app that holds the function.')
param functionAppName string

@description('The function with the eventGridTrigger.')
param functionName string

@description('The FHIR resource type that may start a case.')
param resourceType string

resource workspace 'Microsoft.HealthcareApis/workspaces@2024-03-31' existing = {
  name: healthWorkspaceName
}

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: functionAppName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: topicName
  location: location
  tags: tags
  properties: {
    source: workspace.id
    topicType: 'Microsoft.HealthcareApis.Workspaces'
  }
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'cases'
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    destination: {
      endpointType: 'AzureFunction'
      properties: {
        resourceId: '${app.id}/functions/${functionName}'
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
      }
    }
    filter: {
      includedEventTypes: [
        'Microsoft.HealthcareApis.FhirResourceCreated'
        'Microsoft.HealthcareApis.FhirResourceUpdated'
      ]
      advancedFilters: [
        { operatorType: 'StringIn', key: 'data.resourceType', values: [resourceType] }
      ]
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
}
