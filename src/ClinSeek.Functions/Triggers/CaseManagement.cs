using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Triggers;

/// <summary>Where a case can be watched and steered: the answer to a start, in the habit of Durable Functions.</summary>
public sealed record CaseManagement(
    string CaseId, string StatusQueryGetUri, string LedgerGetUri, string ProgressGetUri, string TerminatePostUri)
{
    internal static CaseManagement For(CaseId id, HttpRequest http)
    {
        string address = $"{http.Scheme}://{http.Host}/api/cases/{id}";
        return new CaseManagement(id.Value, address, address + "/ledger", address + "/progress", address + "/terminate?reason={text}");
    }
}
