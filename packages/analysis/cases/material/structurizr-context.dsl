// a landscape without containers
workspace {
    model {
        u = person "Clerk"
        enterprise "City" {
            permits = softwareSystem "Permit Desk" "Issues permits"
            archive = softwareSystem "Document Archive" "Keeps files for years" "Storage"
            gis = softwareSystem "Map Server"
        }
        idp = softwareSystem "National Login" "Single sign on" "External"
        u -> permits "Works with"
        permits -> archive "Files documents in"
        permits -> gis "Shows parcels from" "WMS"
        permits -> idp "Signs in with" "OIDC" {
            tags "Async"
        }
        gis -> archive
    }
    views {
        systemLandscape {
            include *
        }
    }
}
