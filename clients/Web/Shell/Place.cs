using System.Security.Claims;
using Microsoft.AspNetCore.Components.Routing;
using StudentUnion.Web.SignIn;

namespace StudentUnion.Web.Shell;

/// <summary>A place of the navigation. Each role sees its own few, never more than fit a thumb.</summary>
public sealed record Place(string Href, string Icon, string Text, NavLinkMatch Match = NavLinkMatch.Prefix)
{
    private static readonly Place Home = new("/", "home", "Place.Home", NavLinkMatch.All);
    private static readonly Place Elections = new("/elections", "ballot", "Place.Elections");
    private static readonly Place Presidium = new("/presidium", "star", "Place.Presidium");
    private static readonly Place Congresses = new("/congresses", "congress", "Place.Congresses");
    private static readonly Place Roster = new("/roster", "people", "Place.Roster");
    private static readonly Place Organizations = new("/organizations", "building", "Place.Organizations");
    private static readonly Place Approvals = new("/approvals", "check", "Place.Approvals");
    private static readonly Place Account = new("/account", "person", "Place.Account");

    public static IReadOnlyList<Place> For(ClaimsPrincipal caller) => caller switch
    {
        _ when caller.IsFederationStaff() => [Home, Organizations, Account],
        _ when caller.RunsElections() => [Home, Congresses, Roster, Presidium, Account],
        _ when caller.IsSupervisor() => [Home, Approvals, Organizations, Account],
        _ => [Home, Elections, Presidium, Organizations, Account],
    };

    /// <summary>The charge a person is greeted with: the weightiest they hold.</summary>
    public static string ChargeOf(ClaimsPrincipal caller) => caller switch
    {
        _ when caller.IsFederationStaff() => "Role.federation-staff",
        _ when caller.IsTeacher() => "Role.league-teacher",
        _ when caller.IsOfficer() => "Role.union-officer",
        _ when caller.IsSupervisor() => "Role.supervisor",
        _ => "Role.member",
    };
}
