using System.Text.Json.Nodes;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>The sample patient with an imaging study, and whatever a test says of where its films lie.</summary>
internal static class ImagedPatient
{
    public const string Study = "ImagingStudy/img1";

    /// <summary>Writes the record.</summary>
    /// <param name="folder">The folder; no films beside it.</param>
    /// <param name="studyUid">The study's UID; null where the record does not know it.</param>
    /// <param name="endpoint">The address of the Endpoint that the study names; null for none.</param>
    /// <param name="accession">An accession number of the report over the study.</param>
    /// <param name="patientId">The patient's identifier.</param>
    public static string Write(string folder, string? studyUid, string? endpoint = null, string? accession = null, string? patientId = null)
    {
        string file = SamplePatient.Write(folder);
        JsonNode bundle = JsonNode.Parse(File.ReadAllText(file))!;
        JsonArray entries = bundle["entry"]!.AsArray();
        if (patientId is not null)
        {
            entries[0]!["resource"]!["identifier"] = new JsonArray(new JsonObject { ["value"] = patientId });
        }

        var study = new JsonObject
        {
            ["resourceType"] = "ImagingStudy",
            ["id"] = "img1",
            ["status"] = "available",
            ["subject"] = Reference("Patient/" + SamplePatient.Id),
            ["started"] = "2026-01-31T09:30:00Z",
            ["identifier"] = studyUid is null ? null : new JsonArray(new JsonObject { ["system"] = "urn:dicom:uid", ["value"] = "urn:oid:" + studyUid }),
            ["endpoint"] = endpoint is null ? null : new JsonArray(Reference("Endpoint/e1")),
        };
        Add(entries, study);
        if (endpoint is not null)
        {
            Add(entries, new JsonObject
            {
                ["resourceType"] = "Endpoint",
                ["id"] = "e1",
                ["status"] = "active",
                ["connectionType"] = new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/endpoint-connection-type", ["code"] = "dicom-wado-rs" },
                ["address"] = endpoint,
            });
        }

        if (accession is not null)
        {
            Add(entries, new JsonObject
            {
                ["resourceType"] = "DiagnosticReport",
                ["id"] = "r1",
                ["status"] = "final",
                ["subject"] = Reference("Patient/" + SamplePatient.Id),
                ["code"] = new JsonObject { ["text"] = "Chest film" },
                ["issued"] = "2026-01-31T10:30:00Z",
                ["imagingStudy"] = new JsonArray(Reference(Study)),
                ["identifier"] = new JsonArray(new JsonObject
                {
                    ["type"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = "ACSN" }) },
                    ["value"] = accession,
                }),
            });
        }

        File.WriteAllText(file, bundle.ToJsonString());
        return file;
    }

    /// <summary>Writes the record with a report of imaging and no study.</summary>
    /// <param name="folder">The folder; no films beside it.</param>
    /// <param name="patientId">The patient's identifier.</param>
    /// <param name="report">Further members of the report, as JSON.</param>
    /// <param name="issued">When it was issued.</param>
    public static string WriteReport(string folder, string patientId, string report, string issued = "2026-01-31T10:30:00Z")
    {
        string file = SamplePatient.Write(folder);
        JsonNode bundle = JsonNode.Parse(File.ReadAllText(file))!;
        JsonArray entries = bundle["entry"]!.AsArray();
        entries[0]!["resource"]!["identifier"] = new JsonArray(new JsonObject { ["value"] = patientId });
        JsonObject resource = JsonNode.Parse(report)!.AsObject();
        resource["resourceType"] = "DiagnosticReport";
        resource["id"] = "r1";
        resource["status"] = "final";
        resource["subject"] = Reference("Patient/" + SamplePatient.Id);
        resource["code"] = new JsonObject { ["text"] = "Chest film" };
        resource["issued"] = issued;
        Add(entries, resource);
        File.WriteAllText(file, bundle.ToJsonString());
        return file;
    }

    private static void Add(JsonArray entries, JsonObject resource)
    {
        foreach (string name in resource.Where(static member => member.Value is null).Select(static member => member.Key).ToArray())
        {
            resource.Remove(name);
        }

        entries.Add((JsonNode)new JsonObject { ["resource"] = resource });
    }

    private static JsonObject Reference(string reference) => new() { ["reference"] = reference };
}
