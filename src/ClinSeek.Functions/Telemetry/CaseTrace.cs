using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Telemetry;

/// <summary>
/// The trace of a case. Its ids follow from the case's id, so that whatever process works on the case next, after a crash or on
/// another machine, adds to the same trace without anything having been handed over.
/// </summary>
internal static class CaseTrace
{
    /// <summary>The context under which all spans of a case stand.</summary>
    public static ActivityContext Of(CaseId id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes("clinseek/trace/" + id.Value), hash);
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash[..16]), ActivitySpanId.CreateFromBytes(hash[16..24]), ActivityTraceFlags.Recorded, isRemote: true);
    }
}
