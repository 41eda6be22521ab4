using System.Text.Json.Nodes;

namespace ClinSeek.Ehr.Fhir.Authorization;

/// <summary>The public keys of this client, for servers to check its assertions with: a JSON Web Key Set. Holds no secret.</summary>
public static class KeySet
{
    /// <summary>The document; keys in use before stay in it as long as the configuration names them.</summary>
    /// <exception cref="AccessTokenException">A key file cannot be read.</exception>
    public static string Write(FhirOptions options)
    {
        var keys = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (AuthorizationOptions authorization in options.Servers.Values.Select(static server => server.Authorization).Where(static item => item.Kind == AuthorizationKind.SmartBackend))
        {
            Add(keys, authorization.KeyFile!, authorization.KeyId);
            foreach (string former in authorization.FormerKeyFiles)
            {
                Add(keys, former, null);
            }
        }

        return new JsonObject { ["keys"] = new JsonArray([.. keys.Values]) }.ToJsonString();
    }

    private static void Add(Dictionary<string, JsonObject> keys, string file, string? id)
    {
        using ClientKey key = ClientKey.Load(file, id);
        keys.TryAdd(key.Id, key.PublicKey());
    }
}
