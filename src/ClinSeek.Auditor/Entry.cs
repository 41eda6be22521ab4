using System.Text.Json;

namespace ClinSeek.Auditor;

/// <summary>A ledger line's fields, as far as the checks need them.</summary>
internal sealed record Entry(
    string Case, long Seq, string Prev, string Kind, long Epoch, long? Step,
    Dictionary<string, string> Blobs, Dictionary<string, string> Commitments)
{
    private static readonly string[] Required = ["actor", "at", "blobs", "case", "commitments", "epoch", "facts", "kind", "prev", "seq", "v"];
    private static readonly string[] Optional = ["request", "step"];

    public bool IsOperator => Kind.StartsWith("operator.", StringComparison.Ordinal);

    /// <summary>Reads a line; null where a field is not in its form or the fields do not go together.</summary>
    public static Entry? Read(byte[] line)
    {
        if (StrictJson.Members(line) is not { } members || !Fields.AreExactly(members, Required, Optional))
        {
            return null;
        }

        string? caseId = Fields.Text(members["case"], Fields.CaseForm());
        string? prev = Fields.Text(members["prev"], Fields.DigestForm());
        string? kind = Fields.Text(members["kind"], Fields.KindForm());
        long? seq = Fields.Integer(members["seq"], (1L << 53) - 1);
        long? epoch = Fields.Integer(members["epoch"], int.MaxValue);
        Dictionary<string, string>? blobs = Fields.Map(members["blobs"], Fields.DigestForm());
        Dictionary<string, string>? commitments = Fields.Map(members["commitments"], Fields.DigestForm());
        bool hasStep = members.TryGetValue("step", out JsonElement stepValue);
        long? step = hasStep ? Fields.Integer(stepValue, int.MaxValue) : null;
        bool hasRequest = members.TryGetValue("request", out JsonElement request);
        bool inForm = caseId is not null && prev is not null && kind is not null && seq is not null && epoch is not null
            && blobs is not null && commitments is not null
            && Fields.Text(members["actor"], Fields.ActorForm()) is not null && Fields.IsTime(members["at"])
            && Fields.Map(members["facts"], Fields.FactForm()) is not null && Fields.Integer(members["v"], 1) == 1
            && hasStep == step.HasValue && (!hasRequest || Fields.Text(request, Fields.RequestForm()) is not null);
        if (!inForm || hasStep != (kind == "step.recorded") || !blobs!.Keys.All(commitments!.ContainsKey))
        {
            return null;
        }

        var entry = new Entry(caseId!, seq!.Value, prev!, kind!, epoch!.Value, step, blobs, commitments);
        return hasRequest == entry.IsOperator ? entry : null;
    }
}
