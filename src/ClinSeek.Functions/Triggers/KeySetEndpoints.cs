using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Fhir.Authorization;

namespace ClinSeek.Functions.Triggers;

/// <summary>The public keys by which FHIR servers check this client (SMART Backend Services).</summary>
internal static class KeySetEndpoints
{
    public static void MapKeySet(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/fhir/jwks.json", static (FhirOptions options) => TypedResults.Text(KeySet.Write(options), "application/jwk-set+json"))
        .WithTags("Keys").WithName("GetKeySet").WithSummary("This client's public keys as a JSON Web Key Set, for FHIR servers to fetch");
}
