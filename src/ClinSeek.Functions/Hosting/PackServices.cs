using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Functions.Hosting;

/// <summary>The packs of the likelihood reasoner: those of the program and those of the configured folder.</summary>
internal static class PackServices
{
    /// <summary>Adds the packs; a folder with a pack that cannot be used stops the start.</summary>
    /// <exception cref="UserErrorException">The folder cannot be read or holds a pack that breaks a rule.</exception>
    public static IServiceCollection AddPacks(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(Load(OptionsReader.Section<PackOptions>(configuration, PackOptions.Section).Folder));

    /// <summary>The packs with those of a folder.</summary>
    /// <exception cref="UserErrorException">The folder cannot be read or holds a pack that breaks a rule.</exception>
    public static PackLibrary Load(string? folder)
    {
        try
        {
            return PackLibrary.Load(folder);
        }
        catch (InvalidDataException wrong)
        {
            throw new UserErrorException(wrong.Message, exitCode: 2, inner: wrong);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{PackOptions.Section}:{nameof(PackOptions.Folder)} cannot be read: {unreadable.Message} Name a folder that holds packs, or take the setting away.", exitCode: 2, inner: unreadable);
        }
    }
}
