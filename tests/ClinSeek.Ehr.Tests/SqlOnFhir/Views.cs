using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Tests.SqlOnFhir;

/// <summary>Short ways to a view's rows.</summary>
internal static class Views
{
    public static JsonElement Json(string json) => JsonElement.Parse(json);

    public static CompiledView Compile(string view, ViewOptions? options = null) => CompiledView.Compile(Encoding.UTF8.GetBytes(view), options);

    /// <summary>A view of one collection column, so that nothing of the path's result is lost.</summary>
    public static CompiledView OfPath(string path, string resource, ViewOptions? options = null, string? type = null) => Compile(
        JsonSerializer.Serialize(new { resource, select = new[] { new { column = new[] { new { name = "v", path, collection = true, type } } } } }), options);

    /// <summary>What a path has at a resource, as JSON: <c>[]</c> for nothing.</summary>
    public static string Evaluate(string path, string resource, ViewOptions? options = null)
    {
        JsonElement json = Json(resource);
        return Write(OfPath(path, json.GetProperty("resourceType").GetString()!, options).Run([json]).Single()[0]);
    }

    public static string Write(ViewValue value)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
