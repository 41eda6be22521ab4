using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.SqlOnFhir;
using Shouldly;

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
        string type = json.GetProperty("resourceType").GetString()!;
        ViewValue all = OfPath(path, type, options).Run([json]).Single()[0];
        ShouldBeTheOnlyOne(path, json, type, options, all);
        return Write(all);
    }

    // A column of one value goes another way through a path than a collection does.
    private static void ShouldBeTheOnlyOne(string path, JsonElement json, string type, ViewOptions? options, ViewValue all)
    {
        CompiledView single = Compile(JsonSerializer.Serialize(new { resource = type, select = new[] { new { column = new[] { new { name = "v", path } } } } }), options);
        if (all.Items.Count > 1)
        {
            Should.Throw<ViewEvaluationException>(() => single.Run([json]).ToArray(), path);
        }
        else
        {
            string expected = all.Items.Count == 0 ? "null" : Write(all.Items[0]);
            Write(single.Run([json]).Single()[0]).ShouldBe(expected, path);
        }
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
