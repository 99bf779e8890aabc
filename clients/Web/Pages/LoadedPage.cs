using Microsoft.AspNetCore.Components;

namespace StudentUnion.Web.Pages;

/// <summary>A page that is drawn once, when what it shows is there: no reader sees half of it, and no page must be written for that.</summary>
public abstract class LoadedPage : ComponentBase
{
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await Load();
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Fetches what the page shows.</summary>
    protected virtual Task Load() => Task.CompletedTask;
}
