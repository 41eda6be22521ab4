using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Cli;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Abstained = 3;

    public static int Of(CaseStatus status) => status switch
    {
        CaseStatus.Decided => Ok,
        CaseStatus.Abstained => Abstained,
        CaseStatus.Failed or CaseStatus.Terminated => Failed,
        _ => Ok,
    };
}
