using System.CommandLine;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Knowledge;
using ClinSeek.Knowledge;

namespace ClinSeek.Functions.Cli;

/// <summary><c>knowledge</c>: import medical knowledge, look at what there is, search it.</summary>
internal static class KnowledgeCommand
{
    public static Command Create(CommonOptions common) => new("knowledge", "Import and search medical knowledge")
    {
        KnowledgeImportCommand.Create(common),
        KnowledgeCodesCommand.Create(common),
        KnowledgeSearchCommand.Create(common),
        KnowledgeListCommand.Create(common),
    };

    /// <summary>The room over a data folder, as configured.</summary>
    public static KnowledgeRoom Open(CommonSettings settings)
    {
        KnowledgeOptions options = KnowledgeSettings.Read(OptionsReader.Configuration());
        return new KnowledgeRoom(options, Composition.DataFolder(settings), TimeProvider.System);
    }
}
