import { createRoot } from 'react-dom/client'
import { Popup } from './views/popup'

const place = document.getElementById('popup')
if (place) createRoot(place).render(<Popup />)
