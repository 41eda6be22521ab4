using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>What matters of a resource that a server sent or that a catch-up found.</summary>
/// <param name="Type">The resource type.</param>
/// <param name="Id">The logical id.</param>
/// <param name="Version">The version id, or a digest of the content where the server gives none.</param>
/// <param name="Patient">The logical id of the patient it is about, or null.</param>
public sealed record NotifiedResource(string Type, string Id, string Version, string? Patient)
{
    /// <summary>Reads a resource; null when it is not one with a type and an id.</summary>
    public static NotifiedResource? Read(JsonElement resource)
    {
        if (resource.ValueKind != JsonValueKind.Object || Text(resource, "resourceType") is not { } type || Text(resource, "id") is not { } id)
        {
            return null;
        }

        string? version = resource.TryGetProperty("meta", out JsonElement meta) && meta.ValueKind == JsonValueKind.Object ? Text(meta, "versionId") : null;
        version ??= "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(resource.GetRawText())));
        return new NotifiedResource(type, id, version, type == "Patient" ? id : Reference(resource, "subject") ?? Reference(resource, "patient"));
    }

    /// <summary>The id of the case that this version of the resource starts: the same for every repeat of the notification, and not to be guessed without the key.</summary>
    public CaseId CaseIdUnder(string source, ReadOnlySpan<byte> key)
    {
        // Lengths keep («a», «bc») and («ab», «c») apart.
        string name = string.Concat(new[] { "clinseek.notification/1", source, Type, Id, Version }.Select(static part => $"{part.Length}:{part};"));
        byte[] digest = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(name));
        return CaseId.Parse("n-" + Convert.ToHexStringLower(digest.AsSpan(0, 16)));
    }

    private static string? Reference(JsonElement resource, string member)
    {
        if (!resource.TryGetProperty(member, out JsonElement target) || target.ValueKind != JsonValueKind.Object || Text(target, "reference") is not { } reference)
        {
            return null;
        }

        string[] parts = reference.Split('/');
        int at = Array.LastIndexOf(parts, "Patient");
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : null;
    }

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
